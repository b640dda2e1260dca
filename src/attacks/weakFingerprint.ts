import { hash } from "node:crypto";
import { certificateFingerprint } from "../sdp/fingerprint.ts";
import type { SignallingAttack } from "./attack.ts";
import { substituteFingerprint, towardsLeg } from "./substituteFingerprint.ts";

export const sha1Fingerprint: SignallingAttack = {
  ...substituteFingerprint,
  id: "sha-1-fingerprint",
  title: "A SHA-1 fingerprint only",
  explain: () =>
    "The server puts nothing but a SHA-1 fingerprint of its own certificate into the SDP. SHA-1 collisions can be made, so whoever " +
    "makes two certificates can give both the same SHA-1 fingerprint. This attack needs no collision: it only shows that the stack goes on with the algorithm.",
  limits:
    "It makes no collision. A collision does not help against a fingerprint that somebody else made: that would take a second preimage.",
  references: ["RFC 8122 §5", "RFC 8827 §6.5"],
  description: (sdp, leg) => towardsLeg(sdp, leg, [certificateFingerprint(leg.certificate, "sha-1")]),
};

export const md5Fingerprint: SignallingAttack = {
  ...substituteFingerprint,
  id: "md5-fingerprint",
  title: "An MD5 fingerprint only",
  explain: () =>
    "The server puts nothing but the true MD5 fingerprint of its own certificate into the SDP. RFC 8122 forbids MD5, so a stack must refuse to go on with it, although the value is right.",
  limits:
    "A stack that accepted MD5 would be no worse off here than with SHA-256: the certificate is the server's either way.",
  references: ["RFC 8122 §5"],
  description: (sdp, leg) => towardsLeg(sdp, leg, [{ algorithm: "md5", value: md5(leg.certificate) }]),
};

/** Not among the algorithms that src/sdp calculates: RFC 8122 §5 forbids this one, and only an attacker uses it. */
function md5(certificate: Uint8Array): string {
  const hex = hash("md5", certificate, "hex").toUpperCase();
  return (hex.match(/../g) ?? []).join(":");
}
