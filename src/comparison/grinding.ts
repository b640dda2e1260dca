/*
 * What it costs an interceptor to make two codes of n bits agree.
 *
 * fixed target  One code is settled: the interceptor has already shown a certificate to one peer, or a text must equal
 *               one certificate's. Each try hits with 2^-n, so 2^n tries on average.
 * both free     The interceptor needs code(alice, alice-leg) = code(bob-leg, bob) and may choose both legs: a meeting of
 *               two lists, about 2^(n/2) entries in each, not 2^n. A plain list keeps every entry (2^32 of
 *               them for 64 bits, some 50 GB), but memory is no obstacle: parallel collision search needs almost none
 *               (van Oorschot and Wiener, 1999).
 *
 * Both are free more often than it seems. The interceptor may know both genuine certificates beforehand, because they are
 * kept from call to call; it may offer the callee several fingerprints and choose after the answer, since a stack takes
 * any line that fits (RFC 8122 §5); it may offer again before DTLS; it may be the caller to both. So the settled case is a
 * lower bound on what an attacker can do, and the both-free case is what a code must be long enough for.
 *
 * A method that shows n/2 bits of each certificate has a fixed target of n/2 bits on each leg: 2^(n/2) again, without a list.
 * With a commitment there is no search at all: one guess, 2^-n.
 *
 * What a try costs: three SHA-256 blocks at the least. One is the rest of the certificate (only its last bytes change, so
 * the blocks before them are hashed once), two are the 64 bytes of both digests with their padding. The lab's own search
 * hashes the whole certificate each time: its measured rate is below what its machine could do.
 */

import { rounded } from "./numbers.ts";

/** What the table rests on, in words that a report can print beside it. */
export const GRINDING_ASSUMPTIONS =
  "Every other figure is extrapolated: the mean number of tries over an assumed rate. “One code settled” is this run's case: the attacker has shown one certificate already, and needs " +
  "2ⁿ tries for n bits. It is the least that an attacker can have. “Both free” means that it chooses both certificates: because it knows both genuine ones beforehand, offers the callee several fingerprints and " +
  "chooses after the answer, offers again, or calls both peers itself. Then about 2^(n/2) tries for each leg are enough. Two plain lists need memory for as many codes, but there are searches that need almost none. " +
  "With a commitment there is nothing to search: one guess is left.";

/** As {@link GRINDING_ASSUMPTIONS}, for people who read only how the fingerprints begin. */
export const START_ASSUMPTIONS =
  "Every other figure is extrapolated: the mean number of tries over an assumed rate. Each leg has a fixed target, the first n bits of one genuine fingerprint, and needs 2ⁿ tries for it; " +
  "the times are for both legs, one after the other. A try for the start of a fingerprint hashes less than one for a code, so the assumed searchers are somewhat faster than the table says.";

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
    triesPerSecond: 7e9,
    assumption:
      "A fast graphics card of 2022 hashes about 2·10^10 SHA-256 blocks a second. A try takes three: one of the certificate, whose last bytes alone change, and two of the code.",
  },
  {
    id: "gpu-farm",
    title: "a thousand graphics cards",
    triesPerSecond: 7e12,
    assumption: "A thousand times one card: a budget of a few million euros, or rented.",
  },
  {
    id: "bitcoin",
    title: "all Bitcoin miners",
    triesPerSecond: 7e20,
    assumption:
      "The network made about 10^21 double SHA-256 a second in 2025, of two blocks each where a try takes three. Its machines cannot do this search: a yardstick.",
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
 * The expected cost for each length and searcher; both-free counts the tries of both legs.
 */
export function grindingTable(
  searchers: readonly Searcher[],
  lengths: readonly number[] = TABLE_BITS,
): readonly GrindingRow[] {
  return lengths.map((bits) => ({
    bits,
    fixedTargetTries: fixedTargetTries(bits),
    bothFreeTriesPerLeg: bothFreeTriesPerLeg(bits),
    singleGuess: 2 ** -bits,
    cells: searchers.map(({ id, triesPerSecond }) => ({
      searcher: id,
      fixedTargetSeconds: fixedTargetTries(bits) / triesPerSecond,
      bothFreeSeconds: (2 * bothFreeTriesPerLeg(bits)) / triesPerSecond,
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
  return rounded(value >= 1e6 ? value : Number(value.toPrecision(2)));
}

const UNITS: readonly (readonly [string, number])[] = [
  ["years", 31_557_600],
  ["days", 86_400],
  ["hours", 3_600],
  ["minutes", 60],
  ["seconds", 1],
  ["ms", 0.001],
];
