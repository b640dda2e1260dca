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
  limits:
    "A peer that requires a signature refuses. If the other one does not, that one may still be connected to the server.",
  references: ["RFC 8826 §4.3.2.3", "RFC 8827 §7"],
  description: (sdp, leg) => removeSignature(substituteFingerprint.description(sdp, leg)),
};
