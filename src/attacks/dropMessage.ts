import type { SignallingAttack } from "./attack.ts";
import { substituteFingerprint } from "./substituteFingerprint.ts";

const WARNING = /do not pay/i;

export const dropMessage: SignallingAttack = {
  ...substituteFingerprint,
  id: "drop-message",
  title: "Keeping one message back",
  explain: () =>
    "The server is in the middle as with fingerprint substitution. It lets everything pass but a warning, which it keeps. In its place it puts an " +
    "acknowledgement of the channel's set-up that nobody waits for, under the same sequence number. Bob's SCTP acknowledges " +
    "that, so Alice's believes that the message arrived, and sends it never again.",
  limits: "It keeps messages that fit into one SCTP chunk.",
  references: ["RFC 8826 §4.3.2", "RFC 9260 §6.2", "RFC 8832 §5.2"],
  messages:
    () =>
    ({ type, content }) =>
      type === "text" && WARNING.test(Buffer.from(content).toString("utf8")) ? "drop" : undefined,
};
