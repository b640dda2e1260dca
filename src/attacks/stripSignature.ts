import { removeSignature } from "../sdp/identitySignature.ts";
import type { SignallingAttack } from "./attack.ts";
import { substituteFingerprint } from "./substituteFingerprint.ts";

export const stripSignature: SignallingAttack = {
  ...substituteFingerprint,
  id: "strip-signature",
  title: "Removing the signature over the fingerprint",
  explain: () =>
    "The peers sign their fingerprints with long-term keys. The server cannot sign for them, so it takes the signature out and " +
    "substitutes the fingerprint as usual. A peer that verifies signatures only where it finds one goes on.",
  limits: "A peer that requires a signature refuses.",
  references: ["RFC 8826 §4.3.2.3", "RFC 8224 §1"],
  description: (sdp, leg) => removeSignature(substituteFingerprint.description(sdp, leg)),
};
