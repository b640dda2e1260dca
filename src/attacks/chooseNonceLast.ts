import { hash } from "node:crypto";
import { partsOfExchange, type Revealed } from "../comparison/codeExchange.ts";
import { decodeCodeMessage, encodeCodeMessage } from "../comparison/codeMessage.ts";
import { framed, labelledDigest } from "../comparison/commitment.ts";
import { sha256Digest } from "../comparison/digests.ts";
import { counterpartOf, type PeerName } from "../trace/parties.ts";
import type { SignallingAttack } from "./attack.ts";
import { substituteFingerprint } from "./substituteFingerprint.ts";

const BITS = 16;
/** Enough to fail by chance less than once in 10^27 runs. */
const MAX_TRIES = 2 ** BITS * 64;
/** Where the search counts: the last bytes of the nonce. */
const COUNTER_BYTES = 6;

export const chooseNonceLast: SignallingAttack = {
  ...substituteFingerprint,
  id: "choose-nonce-last",
  title: "Choosing a nonce when both of the peers' are known",
  explain: () =>
    `The peers exchange nonces and compare a code of ${BITS} bits over them and their certificates, without a commitment. The server runs an exchange of its own with ` +
    "each peer. It gives the one who answers any nonce, and with that peer's nonce it knows the code that this person will read. Only then does it owe the first peer a nonce, and it " +
    `tries nonces until that code is the same: about 2^${BITS} tries, most often a fraction of a second.`,
  limits:
    "It needs about 2^n tries for n bits, during the call. Where one peer commits first, its last nonce no longer opens the commitment, and the exchange fails.",
  references: ["RFC 6189 §4.4.1.1"],
  messages({ legs, random }) {
    /** What the server said to the responder, and the initiator to the server. */
    let first: { readonly from: PeerName; readonly heard: Revealed; readonly told: Revealed } | undefined;
    return ({ from, content }) => {
      const heard = decodeCodeMessage(Buffer.from(content).toString("utf8"));
      if (heard?.kind !== "reveal") return undefined;
      const value = sha256Digest(legs[counterpartOf(from)]);
      const nonce = random(32);
      if (!first || first.from === from) {
        first = { from, heard, told: { value, nonce } };
        return encodeCodeMessage({ kind: "reveal", value, nonce });
      }
      const settled = labelledDigest(...partsOfExchange(first.told, heard));
      return encodeCodeMessage({
        kind: "reveal",
        value,
        nonce: nonceFor(settled, first.heard, { value, nonce }),
      });
    };
  },
};

/** A nonce for the responder with which the initiator arrives at the same first bits as `settled` has. */
function nonceFor(settled: Uint8Array, initiator: Revealed, own: Revealed): Uint8Array {
  const wanted = Buffer.from(settled.subarray(0, BITS / 8)).toString("hex");
  // The responder's nonce is the last part, so its last bytes are the last ones hashed.
  const hashed = framed(...partsOfExchange(initiator, own));
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    hashed.writeUIntBE(tries, hashed.length - COUNTER_BYTES, COUNTER_BYTES);
    if (hash("sha256", hashed, "hex").startsWith(wanted))
      return Uint8Array.from(hashed.subarray(hashed.length - own.nonce.length));
  }
  throw new Error(`no nonce found in ${MAX_TRIES} tries`);
}
