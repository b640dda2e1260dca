import { decodeCodeMessage, encodeCodeMessage } from "../comparison/codeMessage.ts";
import { commit } from "../comparison/commitment.ts";
import { sha256Digest } from "../comparison/digests.ts";
import { counterpartOf } from "../trace/parties.ts";
import type { SignallingAttack } from "./attack.ts";
import { substituteFingerprint } from "./substituteFingerprint.ts";

export const joinCodeExchange: SignallingAttack = {
  ...substituteFingerprint,
  id: "join-code-exchange",
  title: "Taking part in a committed code exchange on both sides",
  explain: () =>
    "The peers exchange commitments and nonces before they make a short code. The server cannot pass on the genuine messages: they name " +
    "certificates that the other peer does not see. So it runs an exchange of its own with each peer. By the time it learns a peer's nonce it has " +
    "bound itself, so it cannot choose the code any more.",
  limits: "One guess remains: for n bits the codes agree by chance once in 2^n calls.",
  references: ["RFC 6189 §4.4.1.1", "RFC 6189 §7"],
  messages({ legs, random }) {
    // One exchange with each peer, each with a nonce of the server's own, drawn before it knows any of theirs.
    const nonces = { alice: random(32), bob: random(32) };
    return ({ from, content }) => {
      const message = decodeCodeMessage(Buffer.from(content).toString("utf8"));
      if (!message) return undefined;
      const to = counterpartOf(from);
      const value = sha256Digest(legs[to]);
      const nonce = nonces[to];
      return encodeCodeMessage(
        message.kind === "commitment"
          ? { kind: "commitment", commitment: commit(value, nonce) }
          : { kind: "reveal", value, nonce },
      );
    };
  },
};
