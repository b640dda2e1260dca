/**
 * Counts the occurrences of many patterns in one pass, at any alignment. Every pattern is longer than the stride, so
 * one aligned word per stride is enough to notice it: exactly one of them falls into its first `STRIDE` bytes.
 */
export class PatternSearch {
  /** How often each pattern has occurred so far, in the order in which they were given. */
  readonly counts: number[];
  /** The longest pattern. A window needs so many bytes, less one, beyond the starts that it is searched for. */
  readonly longest: number;
  readonly #patterns: readonly Buffer[];
  readonly #places = new Map<number, { readonly pattern: number; readonly offset: number }[]>();
  /** Most words of memory occur in no pattern; this rules them out without a look-up. */
  readonly #mayOccur = new Uint8Array(1 << FILTER_BITS);

  /** @throws RangeError when a pattern is too short for the stride */
  constructor(patterns: readonly Uint8Array[]) {
    this.#patterns = patterns.map((pattern) => Buffer.from(pattern));
    this.counts = patterns.map(() => 0);
    this.longest = Math.max(0, ...patterns.map(({ length }) => length));
    for (const [pattern, bytes] of this.#patterns.entries()) {
      if (bytes.length < SHORTEST_PATTERN)
        throw new RangeError(`a pattern needs ${SHORTEST_PATTERN} bytes, not ${bytes.length}`);
      for (let offset = 0; offset < STRIDE; offset += 1) {
        const [word = 0] = new Int32Array(Uint8Array.from(bytes.subarray(offset, offset + 4)).buffer);
        this.#mayOccur[slotOf(word)] = 1;
        this.#places.set(word, [...(this.#places.get(word) ?? []), { pattern, offset }]);
      }
    }
  }

  /**
   * Counts the patterns that begin in the first `starts` bytes of a window and end inside the window.
   * @throws RangeError when the window is not aligned to four bytes
   */
  count(window: Uint8Array, starts: number): void {
    const words = new Int32Array(window.buffer, window.byteOffset, window.length >> 2);
    const mayOccur = this.#mayOccur;
    const end = Math.min(words.length, (starts + STRIDE) >> 2);
    for (let at = 0; at < end; at += STRIDE >> 2) {
      const word = words[at] ?? 0;
      if (mayOccur[slotOf(word)] === 1) this.#compare(window, at << 2, word, starts);
    }
  }

  #compare(window: Uint8Array, position: number, word: number, starts: number): void {
    for (const { pattern, offset } of this.#places.get(word) ?? []) {
      const bytes = this.#patterns[pattern];
      const start = position - offset;
      if (!bytes || start < 0 || start >= starts) continue;
      if (bytes.equals(window.subarray(start, start + bytes.length)))
        this.counts[pattern] = (this.counts[pattern] ?? 0) + 1;
    }
  }
}

const FILTER_BITS = 16;
/** In bytes, whole words. Half of the shortest pattern in use, and then some: fewer words to look at cost less. */
const STRIDE = 20;
/** A word that begins within the first stride must end inside the pattern. */
export const SHORTEST_PATTERN = STRIDE + 3;

function slotOf(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> (32 - FILTER_BITS);
}
