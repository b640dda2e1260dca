/** Shorter patterns occur by chance, and leave the scan nothing to skip. */
export const MIN_PATTERN_BYTES = 8;

/**
 * Looks for many byte strings at once (Wu and Manber, "A fast algorithm for multi-pattern searching", 1994): most
 * positions are skipped because of the last two bytes of a window, so the time hardly depends on the number of
 * patterns. It finds exact bytes only: nothing encoded, encrypted or cut in two.
 */
export class PatternScan {
  readonly #patterns: readonly Uint8Array[];
  /** Length of the shortest pattern: what is compared of each before the whole. */
  readonly #window: number;
  /** By two bytes: how far the window may move when it ends with them. */
  readonly #shift: Uint8Array;
  /** By two bytes: the patterns whose first `#window` bytes end with them. */
  readonly #ending = new Map<number, number[]>();

  /** @throws RangeError when a pattern is shorter than MIN_PATTERN_BYTES */
  constructor(patterns: readonly Uint8Array[]) {
    if (patterns.some(({ length }) => length < MIN_PATTERN_BYTES)) {
      throw new RangeError(`a pattern to search for needs ${MIN_PATTERN_BYTES} bytes`);
    }
    this.#patterns = patterns;
    this.#window = Math.min(MAX_WINDOW, ...patterns.map(({ length }) => length));
    this.#shift = new Uint8Array(65536).fill(this.#window - 1);
    for (const [index, pattern] of patterns.entries()) this.#learn(index, pattern);
  }

  /** The indices of the patterns that occur in `bytes`, each once, in the order of their ends. */
  find(bytes: Uint8Array): readonly number[] {
    if (this.#patterns.length === 0) return NOTHING;
    const shift = this.#shift;
    const { length } = bytes;
    let found: number[] | undefined;
    let last = this.#window - 1;
    while (last < length) {
      const block = blockAt(bytes, last);
      const step = shift[block] ?? 1;
      if (step > 0) {
        last += step;
        continue;
      }
      for (const index of this.#ending.get(block) ?? NOTHING) {
        if (found?.includes(index) || !this.#isAt(bytes, last - this.#window + 1, index)) continue;
        found ??= [];
        found.push(index);
      }
      last += 1;
    }
    return found ?? NOTHING;
  }

  #learn(index: number, pattern: Uint8Array): void {
    for (let last = 1; last < this.#window; last += 1) {
      const block = blockAt(pattern, last);
      const step = this.#window - 1 - last;
      this.#shift[block] = Math.min(this.#shift[block] ?? 0, step);
      if (step === 0) this.#ending.set(block, [...(this.#ending.get(block) ?? []), index]);
    }
  }

  #isAt(bytes: Uint8Array, start: number, index: number): boolean {
    const pattern = this.#patterns[index];
    if (pattern === undefined || start + pattern.length > bytes.length) return false;
    return pattern.every((byte, offset) => bytes[start + offset] === byte);
  }
}

const NOTHING: readonly number[] = [];
/** Shifts are kept in single bytes. */
const MAX_WINDOW = 256;

/** The two bytes that end at `last`, as one number. */
function blockAt(bytes: Uint8Array, last: number): number {
  return ((bytes[last - 1] ?? 0) << 8) | (bytes[last] ?? 0);
}
