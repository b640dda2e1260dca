import { open, seal } from "./aead.ts";

/** A message of a data channel, as the person sent it. */
export interface ChannelMessage {
  readonly channel: string;
  readonly type: "text" | "binary";
  readonly content: Uint8Array;
}

const COUNTER_BYTES = 8;
const TYPE_BYTES = { text: 1, binary: 2 } as const;

/** The sending half: numbers its messages, so that no nonce comes twice. */
export class Sealer {
  readonly #key: Uint8Array;
  #counter = 0n;

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /**
   * The message as it crosses the channel: its number in clear, as Noise sends it where messages may overtake each other
   * (§11.4), then type and content encrypted. Its length shows the content's.
   */
  seal({ channel, type, content }: ChannelMessage): Buffer {
    const counter = this.#counter++;
    const number = Buffer.alloc(COUNTER_BYTES);
    number.writeBigUInt64BE(counter);
    const plaintext = Buffer.concat([Uint8Array.of(TYPE_BYTES[type]), content]);
    return Buffer.concat([number, seal(this.#key, counter, Buffer.from(channel), plaintext)]);
  }
}

/** The receiving half: takes each message once, in any order, and on the channel that it was sealed for. */
export class Opener {
  readonly #key: Uint8Array;
  readonly #seen = new Set<bigint>();

  constructor(key: Uint8Array) {
    this.#key = key;
  }

  /** Undefined: the other end did not seal it for this channel, it was changed, or it came before. */
  open(channel: string, sealed: Uint8Array): ChannelMessage | undefined {
    const counter = counterOf(sealed);
    if (counter === undefined || this.#seen.has(counter)) return undefined;
    const message = openSealed(this.#key, channel, sealed);
    if (message) this.#seen.add(counter);
    return message;
  }
}

/** Opens one message by itself. It does not tell whether the message came before. */
export function openSealed(key: Uint8Array, channel: string, sealed: Uint8Array): ChannelMessage | undefined {
  const counter = counterOf(sealed);
  if (counter === undefined) return undefined;
  const plaintext = open(key, counter, Buffer.from(channel), sealed.subarray(COUNTER_BYTES));
  if (!plaintext) return undefined;
  const type = plaintext[0] === TYPE_BYTES.text ? "text" : "binary";
  return { channel, type, content: plaintext.subarray(1) };
}

function counterOf(sealed: Uint8Array): bigint | undefined {
  return sealed.length < COUNTER_BYTES ? undefined : Buffer.from(sealed).readBigUInt64BE();
}
