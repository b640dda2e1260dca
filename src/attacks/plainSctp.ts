import { withProtocol } from "../sdp/downgrade.ts";
import type { DowngradeAttack } from "./attack.ts";

export const plainSctp: DowngradeAttack = {
  id: "plain-sctp",
  title: "Asking for data channels without DTLS",
  position: "signalling",
  legs: "none",
  explain: () =>
    "The server changes one field of offer and answer: the protocol UDP/DTLS/SCTP becomes UDP/SCTP, data channels straight over UDP. All else, the " +
    "fingerprints too, stays. A stack that let the protocol field decide would send every message in clear.",
  limits:
    "It leaves the fingerprints in, to see what the protocol field alone decides. What their absence decides is the attack no-fingerprint.",
  references: ["RFC 8841 §4", "RFC 8831 §5", "RFC 8261 §3"],
  description: (sdp) => withProtocol(sdp, "UDP/SCTP"),
};
