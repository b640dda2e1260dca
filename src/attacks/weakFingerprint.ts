import type { SignallingAttack } from "./attack.ts";
import { substituteFingerprint, towardsLeg } from "./substituteFingerprint.ts";

export const sha1Fingerprint: SignallingAttack = {
  ...substituteFingerprint,
  id: "sha-1-fingerprint",
  title: "A SHA-1 fingerprint only",
  explain: () =>
    "The server puts nothing but a SHA-1 fingerprint of its own certificate into the SDP. Collisions of SHA-1 can be made, so an " +
    "attacker could prepare two certificates with one fingerprint. Here it does not even need to: it only shows that the stack accepts the algorithm.",
  limits: "It makes no collision. It shows which algorithms a stack goes on with.",
  references: ["RFC 8122 §5", "RFC 8827 §6.5"],
  description: (sdp, leg) => towardsLeg(sdp, leg, [leg.fingerprintBy("sha-1")]),
};

export const md5Fingerprint: SignallingAttack = {
  ...substituteFingerprint,
  id: "md5-fingerprint",
  title: "An MD5 fingerprint only",
  explain: () =>
    "The server puts nothing but an MD5 fingerprint into the SDP. RFC 8122 forbids MD5, so a stack must refuse to go on with it.",
  limits: "The value is made up: nobody may ever check it.",
  references: ["RFC 8122 §5"],
  description: (sdp, leg) =>
    towardsLeg(sdp, leg, [{ algorithm: "md5", value: leg.fingerprint.value.slice(0, 16 * 3 - 1) }]),
};
