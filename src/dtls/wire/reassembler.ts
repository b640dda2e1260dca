import { type HandshakeFragment, type HandshakeMessage, handshakeMessage } from "./handshake.ts";

/** What became of one fragment. `refused` means that the fragment changed nothing. */
export type Reassembly =
  | { readonly kind: "message"; readonly message: HandshakeMessage }
  | { readonly kind: "partial" }
  | { readonly kind: "duplicate" }
  | { readonly kind: "refused"; readonly code: ReassemblyRefusal; readonly message: string };

export type ReassemblyRefusal = "message-too-long" | "too-many-messages" | "conflicting-fragment";

/**
 * Puts the handshake messages of one direction together (RFC 6347 §4.2.3): fragments in any order, overlapping or
 * repeated. The first bytes win: a different second version is refused as "conflicting-fragment".
 * The limits below bound the memory, regardless of what the sender claims. It does not authenticate anything.
 */
export class HandshakeReassembler {
  readonly #partial = new Map<number, PartialMessage>();
  readonly #whole = new Map<number, HandshakeMessage>();

  /** Takes one fragment; `packet` is the number of the packet that carried it. */
  accept(fragment: HandshakeFragment, packet: number): Reassembly {
    const { messageSeq, length } = fragment;
    const whole = this.#whole.get(messageSeq);
    if (whole !== undefined) {
      return repeats(whole, fragment) ? { kind: "duplicate" } : conflict(messageSeq);
    }
    if (length > MAX_MESSAGE_LENGTH) {
      return refuse("message-too-long", `message ${messageSeq} claims ${length} bytes`);
    }
    const known = this.#partial.get(messageSeq);
    if (known === undefined && this.#isFull()) {
      return refuse("too-many-messages", `no room for message ${messageSeq}`);
    }
    const partial = known ?? new PartialMessage(fragment);
    const outcome = partial.add(fragment, packet);
    if (outcome === "conflict") return conflict(messageSeq);
    this.#partial.set(messageSeq, partial);
    if (!partial.isComplete()) return { kind: outcome === "nothing-new" ? "duplicate" : "partial" };
    this.#partial.delete(messageSeq);
    const message = partial.message(messageSeq);
    this.#whole.set(messageSeq, message);
    return { kind: "message", message };
  }

  #isFull(): boolean {
    return (
      this.#partial.size >= MAX_PARTIAL_MESSAGES || this.#partial.size + this.#whole.size >= MAX_MESSAGES
    );
  }
}

/** Room for a certificate chain; no other handshake message is nearly as long. */
const MAX_MESSAGE_LENGTH = 65536;
/** A flight of RFC 6347 has at most seven messages. */
const MAX_PARTIAL_MESSAGES = 16;
/** A handshake has about fifteen messages in all. */
const MAX_MESSAGES = 64;

class PartialMessage {
  readonly #type: number;
  readonly #body: Uint8Array;
  readonly #present: Uint8Array;
  readonly #packets: number[] = [];
  #missing: number;

  constructor(first: HandshakeFragment) {
    this.#type = first.type;
    this.#body = new Uint8Array(first.length);
    this.#present = new Uint8Array(first.length);
    this.#missing = first.length;
  }

  add(fragment: HandshakeFragment, packet: number): "added" | "nothing-new" | "conflict" {
    const { type, length, data, fragmentOffset } = fragment;
    if (type !== this.#type || length !== this.#body.length) return "conflict";
    for (const [index, byte] of data.entries()) {
      const at = fragmentOffset + index;
      if (this.#present[at] === 1 && this.#body[at] !== byte) return "conflict";
    }
    const missing = this.#missing;
    for (let at = fragmentOffset; at < fragmentOffset + data.length; at += 1) {
      this.#missing -= this.#present[at] === 1 ? 0 : 1;
      this.#present[at] = 1;
    }
    this.#body.set(data, fragmentOffset);
    if (missing === this.#missing && length > 0) return "nothing-new";
    if (this.#packets.at(-1) !== packet) this.#packets.push(packet);
    return "added";
  }

  isComplete(): boolean {
    return this.#missing === 0;
  }

  message(messageSeq: number): HandshakeMessage {
    return handshakeMessage(this.#type, messageSeq, this.#body, this.#packets);
  }
}

function repeats(whole: HandshakeMessage, fragment: HandshakeFragment): boolean {
  if (fragment.type !== whole.type || fragment.length !== whole.body.length) return false;
  const { fragmentOffset, data } = fragment;
  return Buffer.compare(whole.body.subarray(fragmentOffset, fragmentOffset + data.length), data) === 0;
}

const refuse = (code: ReassemblyRefusal, message: string): Reassembly => ({ kind: "refused", code, message });

const conflict = (messageSeq: number): Reassembly =>
  refuse("conflicting-fragment", `message ${messageSeq} was seen with other content before`);
