import type { SignallingAttack } from "./attack.ts";
import { substituteFingerprint } from "./substituteFingerprint.ts";

const ACCOUNT = /account number is \S+/;
/** Of another length than what it replaces: nothing in the channel depends on the length. */
const REPLACEMENT = "account number is 4711, and please hurry";

export const tamper: SignallingAttack = {
  ...substituteFingerprint,
  id: "tamper",
  title: "Altering a message in flight",
  explain: () =>
    "The server is in the middle as with fingerprint substitution. It reads, and it puts an account number of its own " +
    "in place of the one that was sent. It rewrites the SCTP DATA chunk, its length and the packet's CRC32c, which protects " +
    "against accidents, not against attackers.",
  limits:
    "It alters messages that fit into one SCTP chunk. The fragments of longer ones would have to be re-cut.",
  references: ["RFC 8826 §4.3.2", "RFC 9260 §6.8", "RFC 8261 §3"],
  messages:
    () =>
    ({ type, content }) => {
      const text = Buffer.from(content).toString("utf8");
      return type === "text" && ACCOUNT.test(text)
        ? Buffer.from(text.replace(ACCOUNT, REPLACEMENT))
        : undefined;
    },
};
