import type { SignallingAttack } from "./attack.ts";
import { substituteFingerprint } from "./substituteFingerprint.ts";

export const keepGoodbyes: SignallingAttack = {
  ...substituteFingerprint,
  id: "keep-goodbyes",
  title: "Keeping from one peer that the other has hung up",
  explain: () =>
    "The server is in the middle as with fingerprint substitution. When a peer notices and hangs up, the server keeps that peer's goodbye, in the signalling and in SCTP, " +
    "and goes on with the other peer, which has a connection with the server and no reason to end it.",
  limits:
    "It cannot answer in the name of the peer that has left: it acknowledges nothing, so that the remaining peer's SCTP gives up in the end (RFC 9260 §8.1).",
  references: ["RFC 8826 §4.3.2", "RFC 9260 §8.1, §9"],
  keepsGoodbyes: true,
};
