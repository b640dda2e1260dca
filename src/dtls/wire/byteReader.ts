import { DtlsParseError } from "./dtlsParseError.ts";

/** One read of a parser: what it took, and the bytes from `from` up to `to`, exclusive. A vector comes before what it holds. */
export interface Read {
  readonly field: string;
  readonly from: number;
  readonly to: number;
}

/** Told of every read: so a message's layout is what its parser read, and nothing that somebody wrote down beside it. */
export type OnRead = (read: Read) => void;

/**
 * Reads big-endian fields and length-prefixed vectors (RFC 5246 §4) from bytes that an attacker may have written.
 * Byte strings it returns are views of the input, never copies, so a claimed length allocates nothing.
 * @throws DtlsParseError "truncated" from every method when the input is too short
 */
export class ByteReader {
  readonly #input: Uint8Array;
  readonly #base: number;
  readonly #onRead: OnRead | undefined;
  #at = 0;

  /** `base` is the offset of `input` in the message, for the offsets of errors. */
  constructor(input: Uint8Array, base = 0, onRead?: OnRead) {
    this.#input = input;
    this.#base = base;
    this.#onRead = onRead;
  }

  get offset(): number {
    return this.#base + this.#at;
  }

  get remaining(): number {
    return this.#input.length - this.#at;
  }

  /** What is left, without reading it. */
  get rest(): Uint8Array {
    return this.#input.subarray(this.#at);
  }

  /** An unsigned integer of 1 to 6 bytes. */
  uint(width: number, field: string): number {
    let value = 0;
    for (const byte of this.bytes(width, field)) value = value * 256 + byte;
    return value;
  }

  bytes(length: number, field: string): Uint8Array {
    if (length > this.remaining) {
      throw new DtlsParseError(
        "truncated",
        this.offset,
        `${field} needs ${length} bytes, ${this.remaining} are left`,
      );
    }
    const start = this.#at;
    this.#at += length;
    this.#onRead?.({ field, from: this.#base + start, to: this.offset });
    return this.#input.subarray(start, this.#at);
  }

  /** A byte string after a length of `width` bytes. */
  vector(width: number, field: string): Uint8Array {
    return this.bytes(this.uint(width, `length of ${field}`), field);
  }

  /** A reader of the vector's content; its errors keep the offsets of the whole message. */
  nested(width: number, field: string): ByteReader {
    const length = this.uint(width, `length of ${field}`);
    const base = this.offset;
    return new ByteReader(this.bytes(length, field), base, this.#onRead);
  }

  /**
   * A vector of 16-bit codes after a length of `width` bytes.
   * @throws DtlsParseError "odd-length" when half a code is left over
   */
  codes(width: number, field: string): number[] {
    const inner = this.nested(width, field);
    if (inner.remaining % 2 !== 0) {
      throw new DtlsParseError(
        "odd-length",
        inner.offset,
        `${field} has an odd length of ${inner.remaining}`,
      );
    }
    const codes: number[] = [];
    while (inner.remaining > 0) codes.push(inner.uint(2, field));
    return codes;
  }

  /** @throws DtlsParseError "trailing-bytes" unless everything was read */
  end(what: string): void {
    if (this.remaining === 0) return;
    throw new DtlsParseError("trailing-bytes", this.offset, `${this.remaining} bytes follow the ${what}`);
  }
}
