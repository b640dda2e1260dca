/**
 * What the path between the peers does to each datagram that comes into it. Left out: nothing. Which datagrams it
 * affects is random, but the same `seed` treats the n-th datagram from one end to another in the same way.
 */
export interface PathConditions {
  readonly lossPercent?: number | undefined;
  readonly delayMs?: number | undefined;
  /** A second copy is delivered right after the first. */
  readonly duplicatePercent?: number | undefined;
  /** Delivered REORDER_MS later than the rest, so that those behind it overtake it. */
  readonly reorderPercent?: number | undefined;
  /** Left out: another one in each run; the trace names it. */
  readonly seed?: number | undefined;
}

export const REORDER_MS = 20;

/** Longer than any path on earth; beyond it no handshake completes. */
const MAX_DELAY_MS = 5000;

/** Why these are no conditions of a path, or undefined when they are. */
export function pathFault({ delayMs = 0, seed = 0, ...path }: PathConditions): string | undefined {
  for (const percent of [path.lossPercent, path.duplicatePercent, path.reorderPercent]) {
    if (percent !== undefined && !(percent >= 0 && percent <= 100))
      return `of the datagrams on a path 0 to 100 percent can be affected, not ${percent}`;
  }
  if (!(delayMs >= 0 && delayMs <= MAX_DELAY_MS))
    return `a path delays by 0 to ${MAX_DELAY_MS} ms, not ${delayMs}`;
  if (!(Number.isSafeInteger(seed) && seed >= 0)) return `a seed is a whole number from 0, not ${seed}`;
  return undefined;
}
