/** How far `b` lies after `a` in the circle of TSNs (RFC 1982): negative when it lies before. */
export function tsnDistance(a: number, b: number): number {
  return (b - a) | 0;
}

/** The TSN `count` after `tsn`. */
export function tsnAfter(tsn: number, count = 1): number {
  return (tsn + count) >>> 0;
}

/**
 * Which of the last TSN_WINDOW transmission sequence numbers were seen, always in 32 KiB. A TSN that lies
 * further behind the highest one cannot be told from a repetition: `outside`.
 */
export class TsnWindow {
  readonly #seen = new Uint8Array(TSN_WINDOW / 8);
  #highest: number | undefined;

  see(tsn: number): "new" | "seen" | "outside" {
    const ahead = this.#highest === undefined ? 1 : tsnDistance(this.#highest, tsn);
    if (ahead <= -TSN_WINDOW) return "outside";
    if (ahead > 0) this.#moveTo(tsn);
    const index = tsn % TSN_WINDOW;
    const mask = 1 << (index & 7);
    const byte = this.#seen[index >> 3] ?? 0;
    if ((byte & mask) !== 0) return "seen";
    this.#seen[index >> 3] = byte | mask;
    return "new";
  }

  /** Forgets the TSNs that leave the window, so that their bits are free for those that enter. */
  #moveTo(tsn: number): void {
    const from = this.#highest ?? tsn;
    const steps = tsnDistance(from, tsn);
    this.#highest = tsn;
    if (steps >= TSN_WINDOW) {
      this.#seen.fill(0);
      return;
    }
    for (let step = 1; step <= steps; step++) {
      const index = tsnAfter(from, step) % TSN_WINDOW;
      this.#seen[index >> 3] = (this.#seen[index >> 3] ?? 0) & ~(1 << (index & 7));
    }
  }
}

/** Far more than any sender has in flight; a power of two, so that it divides the circle of TSNs. */
export const TSN_WINDOW = 2 ** 18;
