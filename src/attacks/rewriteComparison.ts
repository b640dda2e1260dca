import { formatFingerprint } from "../sdp/fingerprint.ts";
import { counterpartOf } from "../trace/parties.ts";
import type { SignallingAttack } from "./attack.ts";
import { substituteFingerprint } from "./substituteFingerprint.ts";

export const rewriteComparison: SignallingAttack = {
  ...substituteFingerprint,
  id: "rewrite-comparison",
  title: "Rewriting a comparison that runs over the call itself",
  explain: () =>
    "The peers tell each other their fingerprints over the data channel. The server is in the middle of that channel too: " +
    "wherever a genuine fingerprint passes, it puts the fingerprint of the leg that the listener sees. Both hear what they expect.",
  limits:
    "It rewrites text that it recognises. A comparison by voice would need speech to be forged, in real time.",
  references: ["RFC 8826 §4.3.2.2", "RFC 8827 §6.5"],
  messages:
    ({ genuine, legs }) =>
    ({ from, content }) => {
      const text = Buffer.from(content).toString("utf8");
      const heard = text.replaceAll(
        formatFingerprint(genuine[from]),
        formatFingerprint(legs[counterpartOf(from)]),
      );
      return heard === text ? undefined : Buffer.from(heard);
    },
};
