import type { SignallingAttack } from "./attack.ts";
import { substituteFingerprint } from "./substituteFingerprint.ts";

export const flipBit: SignallingAttack = {
  ...substituteFingerprint,
  id: "flip-bit",
  title: "Flipping a bit of messages in flight, without reading them",
  explain: () =>
    "The server is in the middle as with fingerprint substitution. It lets the first message pass and flips the lowest bit of the last byte of each later one. " +
    "For that it need not understand them: a cipher that only hides what is said would carry the change on to whoever decrypts it.",
  limits: "It spoils messages. It cannot choose what they say afterwards unless it can read them.",
  references: ["RFC 8826 §4.3.2", "RFC 9260 §6.8", "RFC 8261 §3"],
  messages: () => {
    let passed = 0;
    return ({ content }) => {
      passed += 1;
      return passed === 1 ? undefined : withLastBitFlipped(content);
    };
  },
};

function withLastBitFlipped(content: Uint8Array): Uint8Array {
  return content.map((byte, at) => (at === content.length - 1 ? byte ^ 1 : byte));
}
