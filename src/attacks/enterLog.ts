import type { SignallingAttack } from "./attack.ts";
import { substituteFingerprint } from "./substituteFingerprint.ts";

export const enterLog: SignallingAttack = {
  ...substituteFingerprint,
  id: "enter-log",
  title: "Entering the leg certificates in the public log under the peers’ names",
  explain: () =>
    "The server is in the middle as with fingerprint substitution. Before the call it enters the certificate of each leg in the log, under the name of the peer that the leg poses as: the log takes entries from anybody.",
  limits:
    "An entry cannot be taken back. Whoever watches over the name sees it, then and for ever, and can show it to others.",
  references: ["RFC 9162 §1, §8.2", "RFC 8826 §4.3.2"],
  entersLog: true,
};
