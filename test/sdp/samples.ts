/** Descriptions in the shape of real stacks, and one certificate with its fingerprints. Values are invented. */

const WERIFT_PRINT =
  "05:4A:D9:65:E1:A1:D0:90:23:DD:60:8E:80:CB:5B:9C:15:9A:EB:7F:13:60:73:FF:9E:EC:6E:5C:22:EB:F2:83";

/** What werift 0.24.4 offers for an audio transceiver and a data channel, with a candidate added. */
export const WERIFT = crlf(
  "v=0",
  "o=- 73064303 0 IN IP4 0.0.0.0",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0 1",
  "a=extmap-allow-mixed",
  "a=msid-semantic:WMS *",
  "m=audio 9 UDP/TLS/RTP/SAVPF 96 0",
  "c=IN IP4 0.0.0.0",
  "a=candidate:7e3d25baf1b9cf62d6ac4cf6d 1 udp 2130706431 127.0.0.1 40521 typ host generation 0 ufrag 78cd",
  "a=end-of-candidates",
  "a=ice-ufrag:78cd",
  "a=ice-pwd:e7cbc398993435f3ac0edf",
  "a=ice-options:trickle",
  `a=fingerprint:sha-256 ${WERIFT_PRINT}`,
  "a=setup:actpass",
  "a=sendrecv",
  "a=mid:0",
  "a=rtcp:9 IN IP4 0.0.0.0",
  "a=rtcp-mux",
  "a=ssrc:157447242 cname:fd14e511-f59c-4957-ab5e-ec7381ca7f31",
  "a=rtpmap:96 OPUS/48000/2",
  "a=rtpmap:0 PCMU/8000",
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
  "c=IN IP4 0.0.0.0",
  "a=ice-ufrag:78cd",
  "a=ice-pwd:e7cbc398993435f3ac0edf",
  "a=ice-options:trickle",
  `a=fingerprint:sha-256 ${WERIFT_PRINT}`,
  "a=setup:actpass",
  "a=mid:1",
  "a=sctp-port:5000",
  "a=max-message-size:65536",
);

/** Chromium's shape: everything at media level, candidates with extensions that sdp-transform does not know. */
export const CHROMIUM = crlf(
  "v=0",
  "o=- 4611731400430051336 2 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0",
  "a=extmap-allow-mixed",
  "a=msid-semantic: WMS",
  "m=application 53421 UDP/DTLS/SCTP webrtc-datachannel",
  "c=IN IP4 192.0.2.17",
  "a=candidate:2457394571 1 udp 2113937151 6c1ba0a5-6a4d-4f0b-9d2e-1f0f6f0f7a11.local 53421 typ host generation 0 ufrag Kq3T network-cost 999",
  "a=candidate:842163049 1 udp 1677729535 192.0.2.17 53421 typ srflx raddr 0.0.0.0 rport 0 generation 0 ufrag Kq3T network-cost 999",
  "a=candidate:1990204 1 tcp 1518280447 198.51.100.4 9 typ host tcptype active generation 0 ufrag Kq3T network-id 1 network-cost 50",
  "a=ice-ufrag:Kq3T",
  "a=ice-pwd:pQ3w5e7r9t1y3u5i7o9p1a3s",
  "a=ice-options:trickle",
  "a=fingerprint:sha-256 1D:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00",
  "a=setup:actpass",
  "a=mid:0",
  "a=sctp-port:5000",
  "a=max-message-size:262144",
);

/** Firefox's shape: fingerprint and direction at session level, above ICE options. */
export const FIREFOX = crlf(
  "v=0",
  "o=mozilla...THIS_IS_SDPARTA-99.0 5283971837432016413 0 IN IP4 0.0.0.0",
  "s=-",
  "t=0 0",
  "a=sendrecv",
  "a=fingerprint:sha-256 2D:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00",
  "a=group:BUNDLE 0",
  "a=ice-options:trickle",
  "a=msid-semantic:WMS *",
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
  "c=IN IP4 0.0.0.0",
  "a=candidate:0 1 UDP 2122187007 198.51.100.9 60999 typ host",
  "a=candidate:1 1 TCP 2105458943 198.51.100.9 9 typ host tcptype active",
  "a=sendrecv",
  "a=end-of-candidates",
  "a=ice-pwd:0123456789abcdef0123456789abcdef",
  "a=ice-ufrag:8c1f2d3e",
  "a=mid:0",
  "a=setup:actpass",
  "a=sctp-port:5000",
  "a=max-message-size:1073741823",
);

/** libdatachannel's shape: setup and fingerprint at session level, tls-id at none; a lone offer without candidates. */
export const LIBDATACHANNEL = crlf(
  "v=0",
  "o=rtc 2903412987 0 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0",
  "a=group:LS 0",
  "a=msid-semantic:WMS *",
  "a=setup:actpass",
  "a=ice-ufrag:Zx81",
  "a=ice-pwd:Rj1nXcKa0OqWmEtYuIvBdS",
  "a=ice-options:ice2,trickle",
  "a=fingerprint:sha-256 3D:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00",
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
  "c=IN IP4 0.0.0.0",
  "a=mid:0",
  "a=sendrecv",
  "a=sctp-port:5000",
  "a=max-message-size:262144",
);

/** All four, by the name of their stack. */
export const SAMPLES: Readonly<Record<string, string>> = { WERIFT, CHROMIUM, FIREFOX, LIBDATACHANNEL };

/** A self-signed P-256 certificate as WebRTC stacks make it (`openssl req -new -x509`). */
export const CERTIFICATE: Uint8Array = Buffer.from(
  [
    "MIIBdjCCAR2gAwIBAgIUBqbwim5wxjZ/Z30X7OZlwfZF7cYwCgYIKoZIzj0EAwIwETEPMA0GA1UEAwwGV2ViUlRDMB4XDTI2MTEy",
    "MjIyNTkzM1oXDTI2MTIyMjIyNTkzM1owETEPMA0GA1UEAwwGV2ViUlRDMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE6+LPvhQO",
    "1zpQYtGICKR6Z9WV3qUb/N0ik5xnAv9KO7yoPhuYLPJv1xrkYcBVa8G5fW86EzxSX2EIvSDBcxnFq6NTMFEwHQYDVR0OBBYEFMlJ",
    "toZDsvj7D4i91i9oua0WhZZaMB8GA1UdIwQYMBaAFMlJtoZDsvj7D4i91i9oua0WhZZaMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZI",
    "zj0EAwIDRwAwRAIgUtO31ZZO6VNL3DRrt8fjqwHMrVAvi1PuS+KfVjL+K60CICse1/4SnfzO4M01jvVrZnouZCfF/6w0theLsR8K",
    "mZf2",
  ].join(""),
  "base64",
);

/** Its fingerprints as `openssl x509 -fingerprint` prints them. */
export const CERTIFICATE_PRINTS = {
  "sha-1": "4B:CB:5D:F0:0B:FC:3A:7F:02:DC:70:74:2B:AD:76:E4:26:75:DD:DC",
  "sha-224": "4B:F3:FF:BF:61:B2:97:06:04:04:BA:EB:32:F9:13:04:2D:85:0E:FA:7C:3C:E5:9E:9E:E1:C0:2A",
  "sha-256":
    "3D:BF:AC:BE:2B:CA:69:D3:49:61:B0:D4:73:41:67:2E:35:75:B3:AC:CA:CB:23:1B:0C:4F:28:35:77:A9:C4:FB",
  "sha-384":
    "0C:52:7E:4B:E5:5A:9F:DB:9E:EE:71:71:32:EE:D8:92:FF:E2:D9:DA:DB:AA:57:C5:06:01:3D:56:67:11:13:95:85:A1:8E:4D:1B:08:A5:74:06:D6:31:E3:4E:CA:FD:0C",
  "sha-512":
    "60:D5:B5:1E:50:08:D2:D8:56:E8:80:44:A5:E0:5F:89:F5:8B:F3:9E:CF:3A:6B:66:98:75:54:A6:B5:96:FE:E0:DC:D4:F2:24:4A:F1:FF:32:C4:6E:07:46:3F:2C:25:7A:C7:B2:67:AE:34:B1:4C:AC:E5:48:97:B5:FF:71:9B:94",
} as const;

/** Joins lines as RFC 8866 asks: each ends with CRLF. */
export function crlf(...lines: readonly string[]): string {
  return lines.map((line) => `${line}\r\n`).join("");
}
