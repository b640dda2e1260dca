import { rewriteDescription } from "../sdp/rewrite.ts";
import type { DowngradeAttack } from "./attack.ts";

export const noFingerprint: DowngradeAttack = {
  id: "no-fingerprint",
  title: "Removing every fingerprint from the SDP",
  position: "signalling",
  legs: "none",
  explain: () =>
    "The server takes all fingerprint lines out of offer and answer and leaves the rest. A stack that treats the fingerprint as optional would " +
    "either go on with any certificate, or connect without DTLS: then whoever is on the path could take part, or read.",
  limits:
    "It offers nothing in place of the fingerprint. An attacker who wants to be let in puts its own there, as substitute-fingerprint does.",
  references: ["RFC 8827 §6.5", "RFC 8122 §5", "RFC 5763 §5"],
  description: (sdp) => rewriteDescription(sdp, { fingerprints: [] }),
};
