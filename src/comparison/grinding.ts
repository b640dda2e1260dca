import type { ComparisonMethod } from "./method.ts";

/*
 * What it costs an interceptor to make two codes of n bits agree.
 *
 * fixed target  One code is settled: the interceptor has already shown a certificate to one peer, or a string must equal
 *               one certificate's. Each try hits with 2^-n, so 2^n tries on average.
 * both free     The interceptor knows both genuine certificates before it shows its own (they are reused, or it let the
 *               peers make an earlier offer and answer). It needs code(alice, alice-leg) = code(bob-leg, bob) and may
 *               choose both legs: a meeting of two lists, about 2^(n/2) entries in each, not 2^n. Memory is no obstacle:
 *               parallel collision search needs almost none (van Oorschot and Wiener, 1999).
 *
 * For a method that covers `each` certificate with half of its bits, both legs have a fixed target of n/2 bits, which
 * comes to 2^(n/2) for each leg too. So in both cases the work is half the bits, and only the memory differs.
 * With a commitment there is no search at all: one guess, 2^-n.
 */

/** How many tries a search needs on average when the target is fixed: 2^n. */
export function fixedTargetTries(bits: number): number {
  return 2 ** bits;
}

/**
 * How many variants of each of the two legs are needed on average when both are free and the lists grow alike:
 * √π/2 · 2^(n/2), since k variants of each leave no meeting with probability exp(-k²/2^n).
 */
export function bothFreeTriesPerLeg(bits: number): number {
  return (Math.sqrt(Math.PI) / 2) * 2 ** (bits / 2);
}

/** What a comparison method costs an interceptor that knows both genuine certificates: variants of each leg, on average. */
export function interceptorTriesPerLeg({ bits, covers }: Pick<ComparisonMethod, "bits" | "covers">): number {
  return covers === "each" ? fixedTargetTries(bits / 2) : bothFreeTriesPerLeg(bits);
}

/** The probability that a fixed target of n bits is hit within so many tries: 1 - (1 - 2^-n)^tries. */
export function fixedTargetProbability(bits: number, tries: number): number {
  return -Math.expm1(tries * Math.log1p(-(2 ** -bits)));
}

/** The probability that two lists of this length meet in a code of n bits: 1 - exp(-k²/2^n). */
export function bothFreeProbability(bits: number, triesPerLeg: number): number {
  return -Math.expm1(-(triesPerLeg ** 2) / 2 ** bits);
}

/** Somebody who searches. `triesPerSecond` counts certificates hashed and turned into a code. */
export interface Searcher {
  readonly id: string;
  readonly title: string;
  readonly triesPerSecond: number;
  /** Where the rate comes from. */
  readonly assumption: string;
}

/** Searchers whose rates are assumed, not measured: orders of magnitude only. */
export const ASSUMED_SEARCHERS: readonly Searcher[] = [
  {
    id: "gpu",
    title: "one graphics card",
    triesPerSecond: 1e10,
    assumption:
      "A fast graphics card of 2022 hashes about 2·10^10 SHA-256 blocks a second. Only the last blocks of a certificate change, so a try takes about two.",
  },
  {
    id: "gpu-farm",
    title: "a thousand graphics cards",
    triesPerSecond: 1e13,
    assumption: "A thousand times one card: a budget of a few million euros, or rented.",
  },
  {
    id: "bitcoin",
    title: "all Bitcoin miners",
    triesPerSecond: 1e21,
    assumption:
      "The network made about 10^21 double SHA-256 a second in 2025. Its machines cannot do this search: a yardstick, not a bound.",
  },
];

/** One searcher's expected times for one length of code. Both searches, in seconds. */
export interface GrindingCell {
  readonly searcher: string;
  readonly fixedTargetSeconds: number;
  readonly bothFreeSeconds: number;
}

/** One row of the table. `singleGuess` is what is left with a commitment. */
export interface GrindingRow {
  readonly bits: number;
  readonly fixedTargetTries: number;
  readonly bothFreeTriesPerLeg: number;
  readonly singleGuess: number;
  readonly cells: readonly GrindingCell[];
}

/** Lengths worth showing: two words, four words, Matrix's two codes, then up to what is out of reach. */
export const TABLE_BITS: readonly number[] = [16, 20, 24, 32, 39, 42, 48, 64, 80, 96, 112, 128];

/**
 * The expected cost for each length and searcher; both-free counts the hashes of both legs. `hashesPerTry` is for methods
 * that make each try dearer, such as the safety number.
 */
export function grindingTable(
  searchers: readonly Searcher[],
  lengths: readonly number[] = TABLE_BITS,
  hashesPerTry = 1,
): readonly GrindingRow[] {
  return lengths.map((bits) => ({
    bits,
    fixedTargetTries: fixedTargetTries(bits),
    bothFreeTriesPerLeg: bothFreeTriesPerLeg(bits),
    singleGuess: 2 ** -bits,
    cells: searchers.map(({ id, triesPerSecond }) => ({
      searcher: id,
      fixedTargetSeconds: (fixedTargetTries(bits) * hashesPerTry) / triesPerSecond,
      bothFreeSeconds: (2 * bothFreeTriesPerLeg(bits) * hashesPerTry) / triesPerSecond,
    })),
  }));
}

/** A time in the largest fitting unit, such as `3.5 hours` or `2.1e+9 years`. */
export function describeDuration(seconds: number): string {
  for (const [unit, length] of UNITS) {
    if (seconds >= length) return `${round(seconds / length)} ${unit}`;
  }
  return "under 1 ms";
}

function round(value: number): string {
  return value >= 1e6 ? value.toExponential(1) : String(Number(value.toPrecision(2)));
}

const UNITS: readonly (readonly [string, number])[] = [
  ["years", 31_557_600],
  ["days", 86_400],
  ["hours", 3_600],
  ["minutes", 60],
  ["seconds", 1],
  ["ms", 0.001],
];
