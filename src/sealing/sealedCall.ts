import type { KeyObject } from "node:crypto";
import type { CallContext, Refusal } from "../defences/defence.ts";
import { addSessionAttribute, attributeValues } from "../sdp/sessionAttribute.ts";
import { counterpartOf, type PeerName } from "../trace/parties.ts";
import { type Handshaker, initiate, respond, type TransportKeys } from "./noiseKk.ts";
import { type ChannelMessage, Opener, Sealer } from "./sealedChannel.ts";

const ATTRIBUTE = "x-lab-seal";

interface SealedCallSettings extends Pick<CallContext, "me" | "session" | "agreementKeys"> {
  /** A private X25519 key for this call alone. */
  readonly ephemeral: KeyObject;
  /** Called once, when this peer has the keys, by whose messages they protect. */
  readonly onKeys: (keys: Readonly<Record<PeerName, Uint8Array>>) => void;
}

/**
 * One peer's end-to-end encryption above the data channels of one call. The two messages of the Noise handshake travel in
 * offer and answer; whoever carries these can drop them, but neither read nor replace them. The keys of the first ones hold for
 * the whole call: a second agreement from the same ephemeral key would begin the numbers again (RFC 5116 §3.2).
 */
export class SealedCall {
  readonly #settings: SealedCallSettings;
  #finish: ((answer: Uint8Array) => TransportKeys | undefined) | undefined;
  #answer: Uint8Array | undefined;
  #sealer: Sealer | undefined;
  #opener: Opener | undefined;

  constructor(settings: SealedCallSettings) {
    this.#settings = settings;
  }

  /** The description with this peer's part of the handshake. */
  outgoing(type: CallContext["type"], sdp: string): string {
    if (type === "offer" && this.#sealer) return sdp;
    if (type === "offer") {
      const { message, finish } = initiate(this.#handshaker("offer"));
      this.#finish = (answer) => finish(answer)?.keys;
      return addSessionAttribute(sdp, ATTRIBUTE, Buffer.from(message).toString("base64"));
    }
    const answer = this.#answer;
    this.#answer = undefined;
    return answer ? addSessionAttribute(sdp, ATTRIBUTE, Buffer.from(answer).toString("base64")) : sdp;
  }

  /** Takes the other peer's part, before anything is done with its description. */
  incoming(type: CallContext["type"], sdp: string): Refusal | undefined {
    if (this.#sealer) return undefined;
    const [value, ...more] = attributeValues(sdp, ATTRIBUTE);
    if (value === undefined)
      return {
        code: "AGREEMENT_MISSING",
        message: "The description has no part of the key agreement, and this peer says nothing without it.",
      };
    const keys = more.length > 0 ? undefined : this.#agree(type, Buffer.from(value, "base64"));
    if (keys) return undefined;
    return {
      code: "AGREEMENT_INVALID",
      message: "The key agreement in the description is not the other person's, or not of this call.",
    };
  }

  /** What crosses the channel in place of this message. @throws Error before the keys are agreed on. */
  seal(message: ChannelMessage): Buffer {
    if (!this.#sealer) throw new Error("the keys of this call are not agreed on");
    return this.#sealer.seal(message);
  }

  /** What a message that arrived says. A text was never sealed: what is sealed crosses as bytes. */
  open(channel: string, arrived: string | Uint8Array): ChannelMessage | Refusal {
    const opened = typeof arrived === "string" ? undefined : this.#opener?.open(channel, arrived);
    return (
      opened ?? {
        code: "SEAL_INVALID",
        message:
          "A message arrived that the other person did not seal for this call and channel, or that came before.",
      }
    );
  }

  #agree(type: CallContext["type"], message: Uint8Array): TransportKeys | undefined {
    if (type === "answer") return this.#use(this.#finish?.(message), "fromInitiator", "fromResponder");
    const responded = respond(this.#handshaker("answer"), message);
    this.#answer = responded?.message;
    return this.#use(responded?.keys, "fromResponder", "fromInitiator");
  }

  #use(
    keys: TransportKeys | undefined,
    outgoing: keyof TransportKeys,
    incoming: keyof TransportKeys,
  ): TransportKeys | undefined {
    if (!keys) return undefined;
    const [mine, theirs] = [keys[outgoing], keys[incoming]];
    this.#sealer = new Sealer(mine);
    this.#opener = new Opener(theirs);
    const { me, onKeys } = this.#settings;
    onKeys(me === "alice" ? { alice: mine, bob: theirs } : { alice: theirs, bob: mine });
    return keys;
  }

  #handshaker(type: CallContext["type"]): Handshaker {
    const { me, session, agreementKeys, ephemeral } = this.#settings;
    const names = type === "offer" ? [me, counterpartOf(me)] : [counterpartOf(me), me];
    return {
      ...agreementKeys,
      ephemeral,
      prologue: Buffer.from(JSON.stringify(["lab sealed call 1", session, ...names])),
    };
  }
}
