import { generateKeyPairSync } from "node:crypto";
import type { CallContext } from "../../src/defences/defence.ts";
import { counterpartOf, type PeerName } from "../../src/trace/parties.ts";

const AGREEMENT = { alice: generateKeyPairSync("x25519"), bob: generateKeyPairSync("x25519") };
const KEYS = { alice: generateKeyPairSync("ed25519"), bob: generateKeyPairSync("ed25519") };

/** What a peer knows of a call: the keys of both are exchanged, and there was no call before. */
export function contextOf(me: PeerName, changes: Partial<CallContext> = {}): CallContext {
  return {
    me,
    session: "call 1",
    type: me === "alice" ? "offer" : "answer",
    identityKeys: { own: KEYS[me].privateKey, counterpart: KEYS[counterpartOf(me)].publicKey },
    agreementKeys: { own: AGREEMENT[me].privateKey, counterpart: AGREEMENT[counterpartOf(me)].publicKey },
    remembered: undefined,
    ...changes,
  };
}
