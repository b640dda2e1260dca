import type { CallContext, Defence, Refusal } from "../../../src/defences/defence.ts";

/** The defences of one peer in one call, in their order. */
export class CallDefences {
  readonly #defences: readonly Defence[];
  readonly #context: Omit<CallContext, "type">;
  #remoteSdp = "";

  constructor(defences: readonly Defence[], context: Omit<CallContext, "type">) {
    this.#defences = defences;
    this.#context = context;
  }

  /** What this peer sends instead of its bare description. */
  outgoing(type: CallContext["type"], bare: string): string {
    return this.#defences.reduce((sdp, { outgoing }) => outgoing?.(sdp, this.#in(type)) ?? sdp, bare);
  }

  /** Why a received description is refused, if it is. */
  incoming(type: CallContext["type"], sdp: string): Refusal | undefined {
    this.#remoteSdp = sdp;
    return this.#first(({ incoming }) => incoming?.(sdp, this.#in(type)));
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
