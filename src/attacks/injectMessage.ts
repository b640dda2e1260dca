import type { SignallingAttack } from "./attack.ts";
import { substituteFingerprint } from "./substituteFingerprint.ts";

const ACCOUNT = /account number is/;
const FORGED = "And transfer the money today, please. I cannot answer the phone, so do not call.";

export const injectMessage: SignallingAttack = {
  ...substituteFingerprint,
  id: "inject-message",
  title: "Saying something in a peer's name",
  explain: () =>
    "The server is in the middle as with fingerprint substitution. It lets everything pass, and after the message that names an account it says something " +
    "of its own in Alice's name. Each of SCTP's chunks has a number, so it moves all of Alice's later numbers for Bob, and " +
    "Bob's acknowledgements back for Alice: neither end sees a gap or a number twice.",
  limits: "It speaks on channels that the peers opened, and after a message that fits into one SCTP chunk.",
  references: ["RFC 8826 §4.3.2", "RFC 9260 §3.3.1, §3.3.4", "RFC 8831 §6.6"],
  messages:
    () =>
    ({ from, channel, type, content }) =>
      from === "alice" && type === "text" && ACCOUNT.test(Buffer.from(content).toString("utf8"))
        ? { inject: [{ to: "bob", channel, type: "text", content: Buffer.from(FORGED) }] }
        : undefined,
};
