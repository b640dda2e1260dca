import {
  ASSUMED_SEARCHERS,
  GRINDING_ASSUMPTIONS,
  type GrindingRow,
  grindingTable,
  type Searcher,
} from "../../comparison/grinding.ts";
import { type EventOf, eventsOf, type TraceEvent } from "../../trace/events.ts";

/** What the search for a certificate cost in this run, and what it would cost for longer codes. */
export interface GrindingCost {
  readonly ground: EventOf<"certificate-ground">;
  /** The one that was measured first, then those whose rates are assumed. */
  readonly searchers: readonly Searcher[];
  readonly rows: readonly GrindingRow[];
}

/** Undefined when no certificate was ground. Tries and time are as the attacker reported them. */
export function grindingCostOf(trace: readonly TraceEvent[]): GrindingCost | undefined {
  const ground = eventsOf(trace, "certificate-ground").at(-1);
  if (!ground) return undefined;
  const measured: Searcher = {
    id: "this-run",
    title: "one thread, as in this run",
    triesPerSecond: rateOf(ground),
    assumption: `Measured: ${describeSearch(ground)} A single search, beside all else that the machine did.`,
  };
  const searchers = [measured, ...ASSUMED_SEARCHERS];
  return { ground, searchers, rows: grindingTable(searchers) };
}

export function describeSearch(ground: EventOf<"certificate-ground">): string {
  return `${ground.tries} certificates in ${ground.durationMs.toFixed(0)} ms, ${Math.round(rateOf(ground))} a second.`;
}

/** Certificates a second. A search that is over at once has no rate: a millisecond is the least that counts. */
function rateOf({ tries, durationMs }: EventOf<"certificate-ground">): number {
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
