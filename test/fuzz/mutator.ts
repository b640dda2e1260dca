/** Makes inputs for a parser: a few of pure chance, most of them genuine ones with a few things wrong. */
export class Mutator {
  readonly #seeds: readonly Uint8Array[];
  #state: number;

  /** The same seeds and number make the same inputs. */
  constructor(seeds: readonly Uint8Array[], state: number) {
    this.#seeds = seeds;
    this.#state = state;
  }

  next(): Uint8Array {
    if (this.#below(8) === 0) return this.#chance(this.#below(300));
    let bytes = Uint8Array.from(this.#seed());
    for (let faults = 1 + this.#below(4); faults > 0; faults -= 1) bytes = this.#damage(bytes);
    return bytes;
  }

  #damage(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const at = this.#below(bytes.length + 1);
    switch (this.#below(8)) {
      case 0: // one bit
        if (at < bytes.length) bytes[at] = (bytes[at] ?? 0) ^ (1 << this.#below(8));
        return bytes;
      case 1: // one byte that a length or a count would not expect
        if (at < bytes.length) bytes[at] = this.#pick(UNLIKELY_BYTES);
        return bytes;
      case 2: // a field of two to four such bytes
        return this.#overwrite(bytes, at, this.#fieldOf(this.#pick([2, 3, 4])));
      case 3: // cut short
        return bytes.slice(0, at);
      case 4: // grown
        return join(bytes, this.#chance(1 + this.#below(8)));
      case 5: // a piece left out
        return join(bytes.slice(0, at), bytes.slice(at + 1 + this.#below(16)));
      case 6: {
        // a piece repeated
        const piece = bytes.slice(at, at + 1 + this.#below(64));
        return join(bytes.slice(0, at), piece, piece, bytes.slice(at + piece.length));
      }
      default: // the rest of another genuine input
        return join(bytes.slice(0, at), this.#seed().slice(this.#below(at + 1)));
    }
  }

  #overwrite(bytes: Uint8Array<ArrayBuffer>, at: number, field: Uint8Array): Uint8Array<ArrayBuffer> {
    if (at + field.length <= bytes.length) bytes.set(field, at);
    return bytes;
  }

  #fieldOf(length: number): Uint8Array {
    return new Uint8Array(length).map(() => this.#pick(UNLIKELY_BYTES));
  }

  #chance(length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(length).map(() => this.#below(256));
  }

  #seed(): Uint8Array {
    return this.#pick(this.#seeds);
  }

  #pick<T>(choices: readonly T[]): T {
    const choice = choices[this.#below(choices.length)];
    if (choice === undefined) throw new Error("there is nothing to choose from");
    return choice;
  }

  /** mulberry32: short, and even enough to choose faults with. */
  #below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }
}

const UNLIKELY_BYTES = [0, 1, 2, 3, 4, 12, 0x0a, 0x0d, 0x20, 0x2c, 0x3a, 0x7f, 0x80, 0xfe, 0xff] as const;

function join(...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat(pieces));
}
