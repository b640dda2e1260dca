import { generateKeyPairSync } from "node:crypto";
import type { CallContext, Defence, Refusal } from "../../../src/defences/defence.ts";

import { SealedCall } from "../../../src/sealing/sealedCall.ts";
import type { FactListener } from "../actor.ts";

/** The defences of one peer in one call, in their order. */
export class CallDefences {
  readonly #defences: readonly Defence[];
  readonly #context: Omit<CallContext, "type">;
  /** Undefined: no defence seals what is said. */
  readonly sealed: SealedCall | undefined;
  #remoteSdp = "";

  constructor(defences: readonly Defence[], context: Omit<CallContext, "type">, report: FactListener) {
    this.#defences = defences;
    this.#context = context;
    this.sealed = defences.some(({ seals }) => seals) ? sealedCall(context, report) : undefined;
  }

  /** What this peer sends instead of its bare description. */
  outgoing(type: CallContext["type"], bare: string): string {
    const defended = this.#defences.reduce(
      (sdp, { outgoing }) => outgoing?.(sdp, this.#in(type)) ?? sdp,
      bare,
    );
    return this.sealed?.outgoing(type, defended) ?? defended;
  }

  /** Why a received description is refused, if it is. */
  incoming(type: CallContext["type"], sdp: string): Refusal | undefined {
    this.#remoteSdp = sdp;
    return this.#first(({ incoming }) => incoming?.(sdp, this.#in(type))) ?? this.sealed?.incoming(type, sdp);
  }

  /** Why the certificate (DER) that DTLS delivered is refused, if it is. A defence that must judge one accepts none. */
  delivered(certificate: Uint8Array | undefined): Refusal | undefined {
    const call = { ...this.#in("answer"), remoteSdp: this.#remoteSdp };
    return this.#first(({ delivered }) => {
      if (!delivered) return undefined;
      if (certificate) return delivered(certificate, call);
      return {
        code: "CERTIFICATE_MISSING",
        message: "The stack does not tell which certificate it was shown.",
      };
    });
  }

  #in(type: CallContext["type"]): CallContext {
    return { ...this.#context, type };
  }

  #first(find: (defence: Defence) => Refusal | undefined): Refusal | undefined {
    for (const defence of this.#defences) {
      const found = find(defence);
      if (found) return found;
    }
    return undefined;
  }
}

/** The keys are told to the conductor alone, so that the judge can open what was sealed. */
function sealedCall(context: Omit<CallContext, "type">, report: FactListener): SealedCall {
  const hex = (key: Uint8Array) => Buffer.from(key).toString("hex");
  return new SealedCall({
    ...context,
    ephemeral: generateKeyPairSync("x25519").privateKey,
    onKeys: ({ alice, bob }) => report({ kind: "seal-keys", alice: hex(alice), bob: hex(bob) }),
  });
}
