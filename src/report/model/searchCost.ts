import {
  ASSUMED_SEARCHERS,
  fixedTargetTries,
  GRINDING_ASSUMPTIONS,
  type GrindingRow,
  grindingTable,
  type Searcher,
} from "../../comparison/grinding.ts";
import { COMPARISON_METHODS, isComparisonMethodId } from "../../comparison/index.ts";
import type { Facts } from "../../run/run.ts";

/** An attacker's search for a certificate that fits a code, by its own word. */
type Search = Pick<Facts["certificate-ground"][number], "tries" | "durationMs" | "seq">;

/** What the search for a certificate cost in this run, and what it would cost for longer codes. */
export interface SearchCost {
  readonly ground: Search;
  /** How the search went beside the mean. Undefined: no method was used whose length is known. */
  readonly luck: string | undefined;
  /** The one that was measured first, then those whose rates are assumed. */
  readonly searchers: readonly Searcher[];
  readonly rows: readonly GrindingRow[];
}

/** As much of a run as this needs. */
export interface Searched {
  readonly facts: Pick<Facts, "certificate-ground">;
  readonly comparisons: readonly { readonly method: string }[];
}

/** Undefined when no certificate was ground. Tries and time are as the attacker reported them. */
export function searchCostOf({ facts, comparisons }: Searched): SearchCost | undefined {
  const ground = facts["certificate-ground"].at(-1);
  if (!ground) return undefined;
  const measured: Searcher = {
    id: "this-run",
    title: "one thread, as in this run",
    triesPerSecond: rateOf(ground),
    assumption: `Measured: ${describeSearch(ground)} A single search, beside all else that the machine did.`,
  };
  const searchers = [measured, ...ASSUMED_SEARCHERS];
  return { ground, luck: luckOf(ground, comparisons), searchers, rows: grindingTable(searchers) };
}

export function describeSearch(ground: Search): string {
  return `${ground.tries} certificates in ${ground.durationMs.toFixed(0)} ms, ${Math.round(rateOf(ground))} a second.`;
}

/** One run is one draw: without the mean beside it, a lucky search looks like a fast machine. */
function luckOf({ tries }: Search, comparisons: Searched["comparisons"]): string | undefined {
  const methods = comparisons.flatMap(({ method }) =>
    isComparisonMethodId(method) ? COMPARISON_METHODS[method] : [],
  );
  const bits = methods.find(({ alarm }) => alarm === "CODE_MISMATCH")?.bits;
  if (bits === undefined) return undefined;
  const mean = fixedTargetTries(bits);
  // No try of so many hits: (1 - 2^-n)^tries.
  const longer = Math.exp(tries * Math.log1p(-1 / mean));
  return `The mean for ${bits} bits is ${mean} tries: this search took ${Number((tries / mean).toPrecision(2))} times the mean, and ${percent(longer)} of such searches take longer.`;
}

function percent(share: number): string {
  return share < 0.0001 ? "under 0.01 %" : `${Number((share * 100).toPrecision(2))} %`;
}

/** Certificates a second. A search that is over at once has no rate: a millisecond is the least that counts. */
function rateOf({ tries, durationMs }: Search): number {
  return tries / (Math.max(durationMs, 1) / 1000);
}

/** The same words in every form of the report. */
export const GRINDING_WORDS = {
  title: "What a longer code would cost the attacker",
  assumptions: GRINDING_ASSUMPTIONS,
  head: [
    "Bits",
    "Tries, one code settled",
    "Tries for each leg, both free",
    "With a commitment: one guess in",
  ],
} as const;

/** A number of tries as people read it, such as `65536` or `1.8e+19`. */
export function describeTries(tries: number): string {
  return tries >= 1e7 ? tries.toExponential(1) : String(Math.round(tries));
}
