import { addFingerprint as withAddedFingerprint } from "../sdp/rewrite.ts";
import type { SignallingAttack } from "./attack.ts";
import { substituteFingerprint, towardsLeg } from "./substituteFingerprint.ts";

export const addFingerprint: SignallingAttack = {
  ...substituteFingerprint,
  id: "add-fingerprint",
  title: "A second fingerprint next to the genuine one",
  explain: () =>
    "The server leaves the genuine fingerprint in the SDP and adds its own after it, with the same hash function. RFC 8122 allows several: " +
    "of the hash functions offered an endpoint takes the one it prefers, and one matching fingerprint of that function is enough. " +
    "Somebody who looks at the first line of the SDP sees the genuine one.",
  limits:
    "It fools a comparison of SDP lines only. The certificate that DTLS delivered is still the server's.",
  references: ["RFC 8122 §5"],
  description: (sdp, leg) => withAddedFingerprint(towardsLeg(sdp, leg), leg.fingerprint),
};
