import fc from "fast-check";

/** Text that an attacker might send as a description: fragments of real lines, line ends and noise. */
export const hostileSdp: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\r\n",
        "\n",
        "\r",
        "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
        "m=",
        "a=fingerprint:sha-256 ",
        "a=fingerprint:sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB",
        "a=candidate:1 1 UDP 2130706431 203.0.113.141 8998 typ host",
        "a=candidate:",
        "a=setup:active",
        "a=ice-ufrag:",
        "a=ice-pwd:",
        "a=end-of-candidates",
        "a=sctp-port:99999",
        "a=__proto__:x",
        " typ host",
        "v=0",
      ),
      fc.string({ unit: "binary", maxLength: 12 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));
