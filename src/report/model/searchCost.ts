import {
  ASSUMED_SEARCHERS,
  describeDuration,
  fixedTargetTries,
  GRINDING_ASSUMPTIONS,
  grindingTable,
  type Searcher,
  START_ASSUMPTIONS,
} from "../../comparison/grinding.ts";
import { COMPARISON_METHODS, isComparisonMethodId } from "../../comparison/index.ts";
import { grouped, rounded } from "../../comparison/numbers.ts";
import type { Facts } from "../../run/run.ts";

/** An attacker's search for a certificate that fits a code or the start of a fingerprint, by its own word. */
type Search = Pick<Facts["certificate-ground"][number], "tries" | "durationMs" | "seq">;

/** What the search for certificates cost in this run, and what it would cost if people compared more. */
export interface SearchCost {
  readonly title: string;
  /** Each search of the run, with how it went beside the mean where that is known. */
  readonly searches: readonly { readonly seq: number; readonly words: string }[];
  /** What the table rests on. */
  readonly assumptions: string;
  /** The one that was measured first, then those whose rates are assumed. */
  readonly searchers: readonly Searcher[];
  /** One row for each length. The first cell is the number of bits. */
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

/** As much of a run as this needs. */
export interface Searched {
  readonly facts: Pick<Facts, "certificate-ground">;
  readonly comparisons: readonly { readonly method: string }[];
}

/** Undefined when no certificate was ground. Tries and time are as the attacker reported them. */
export function searchCostOf({ facts, comparisons }: Searched): SearchCost | undefined {
  const searches = facts["certificate-ground"];
  const last = searches.at(-1);
  if (!last) return undefined;
  const method = comparisons.flatMap(({ method }) =>
    isComparisonMethodId(method) ? COMPARISON_METHODS[method] : [],
  )[0];
  const measured: Searcher = {
    id: "this-run",
    title: "one thread, as in this run",
    triesPerSecond: rateOf(last),
    assumption: `Measured: ${describeSearch(last)} A single search, beside all else that the machine did.`,
  };
  const searchers = [measured, ...ASSUMED_SEARCHERS];
  const forms = method?.alarm === "FINGERPRINT_MISMATCH" ? START_FORMS : CODE_FORMS;
  return {
    title: forms.title,
    searches: searches.map((search) => ({
      seq: search.seq,
      words: [describeSearch(search), ...(method ? [luckOf(search, method.bits)] : [])].join(" "),
    })),
    assumptions: forms.assumptions,
    searchers,
    table: forms.table(searchers),
  };
}

/** The same words in every form of the report. */
const CODE_FORMS = {
  title: "What a longer code would cost the attacker",
  assumptions: GRINDING_ASSUMPTIONS,
  table: (searchers: readonly Searcher[]): SearchCost["table"] => ({
    head: [
      "Bits",
      "Tries, one code settled",
      "Tries for each leg, both free",
      "With a commitment: one guess in",
      ...searchers.map(({ title }) => `${title}: one code settled / both free`),
    ],
    rows: grindingTable(searchers).map(({ bits, fixedTargetTries, bothFreeTriesPerLeg, cells }) => [
      String(bits),
      describeTries(fixedTargetTries),
      describeTries(bothFreeTriesPerLeg),
      describeTries(fixedTargetTries),
      ...cells.map(
        ({ fixedTargetSeconds, bothFreeSeconds }) =>
          `${describeDuration(fixedTargetSeconds)} / ${describeDuration(bothFreeSeconds)}`,
      ),
    ]),
  }),
};

const START_FORMS = {
  title: "What reading more of a fingerprint would cost the attacker",
  assumptions: START_ASSUMPTIONS,
  table: (searchers: readonly Searcher[]): SearchCost["table"] => ({
    head: [
      "Bits of each fingerprint",
      "Tries for each leg",
      ...searchers.map(({ title }) => `${title}: both legs`),
    ],
    rows: grindingTable(searchers).map(({ bits, fixedTargetTries, cells }) => [
      String(bits),
      describeTries(fixedTargetTries),
      ...cells.map(({ fixedTargetSeconds }) => describeDuration(2 * fixedTargetSeconds)),
    ]),
  }),
};

function describeSearch(ground: Search): string {
  return `${grouped(ground.tries)} certificates in ${ground.durationMs.toFixed(0)} ms, ${grouped(Math.round(rateOf(ground)))} a second.`;
}

/** One run is one draw: without the mean beside it, a lucky search looks like a fast machine. */
function luckOf({ tries }: Search, bits: number): string {
  const mean = fixedTargetTries(bits);
  // No try of so many hits: (1 - 2^-n)^tries.
  const longer = Math.exp(tries * Math.log1p(-1 / mean));
  return `The mean for ${bits} bits is ${grouped(mean)} tries: this search took ${Number((tries / mean).toPrecision(2))} times the mean, and ${percent(longer)} of such searches take longer.`;
}

function percent(share: number): string {
  return share < 0.0001 ? "under 0.01 %" : `${Number((share * 100).toPrecision(2))} %`;
}

/** Certificates a second. A search that is over at once has no rate: a millisecond is the least that counts. */
function rateOf({ tries, durationMs }: Search): number {
  return tries / (Math.max(durationMs, 1) / 1000);
}

function describeTries(tries: number): string {
  return rounded(Math.round(tries));
}
