import { dirname } from "node:path";
import { SCENARIOS } from "../../scenarios/index.ts";
import {
  comparisonFile,
  controlPairs,
  distinctPairs,
  neighbourPairs,
  type Pair,
} from "../../src/report/compare/model/pairs.ts";
import { printable } from "../../src/report/model/printable.ts";
import type { Report } from "../../src/report/model/report.ts";
import type { Scenario } from "../../src/scenario.ts";
import { refuseForeignComparisons } from "../files/comparisonPages.ts";
import { type Comparisons, type WrittenComparison, writeComparisons } from "../files/comparisons.ts";
import { forUser } from "./startedByNpm.ts";
import type { Terminal } from "./terminal.ts";

/**
 * Which runs a command sets side by side: those that it names one after the other, and each that it names with its controls
 * and with those that it is a control of.
 */
export function pairsFor(scenarios: readonly Scenario[]): Pair[] {
  const ids = scenarios.map(({ id }) => id);
  const isAll = ids.length === SCENARIOS.length;
  const ofControls = controlPairs(SCENARIOS).filter((pair) => pair.some((id) => ids.includes(id)));
  return distinctPairs([...(isAll ? [] : neighbourPairs(ids)), ...ofControls]);
}

/** Before anything is run. @throws HarnessError when a page would take the place of what the lab did not write. */
export function refuseForeignPages(out: string, scenarios: readonly Scenario[]): void {
  refuseForeignComparisons(out, pairsFor(scenarios).map(comparisonFile));
}

/** Compares the runs that came to an end with whatever else `out` holds. @throws HarnessError */
export function compareFinished(
  out: string,
  scenarios: readonly Scenario[],
  reports: readonly Report[],
): Comparisons {
  const finished = reports.filter(({ result }) => result !== "harness-error").map(({ scenario }) => scenario);
  const pairs = pairsFor(scenarios).filter((pair) => pair.some((id) => finished.includes(id)));
  return writeComparisons(out, pairs);
}

/** Where the comparisons are: those of neighbours with what differs first, others by number where they are many. */
export function tellComparisons(
  { written, skipped }: Comparisons,
  scenarios: readonly Scenario[],
  { stdout, verbose }: { readonly stdout: Terminal; readonly verbose: boolean },
): void {
  const ids = scenarios.map(({ id }) => id);
  const asked = new Set(ids.length === SCENARIOS.length ? [] : neighbourPairs(ids).map(comparisonFile));
  const isAsked = ({ pair }: WrittenComparison) => asked.has(comparisonFile(pair));
  for (const { pair, file, sentence } of written.filter(isAsked)) {
    stdout.line(`${pair.join(" | ")}: ${forUser(file)}`);
    stdout.line(`  ${printable(sentence, 600)}`, "  ");
  }
  const others = written.filter((comparison) => !isAsked(comparison));
  const [first] = others;
  if (first && others.length > MOST_LISTED) {
    const which = asked.size > 0 ? "more comparisons" : "comparisons";
    stdout.line(`${others.length} ${which} with controls: ${forUser(dirname(first.file))}`);
  } else {
    for (const { pair, file } of others) stdout.line(`Side by side, ${pair.join(" | ")}: ${forUser(file)}`);
  }
  if (!verbose) return;
  for (const { scenario, because } of skipped)
    stdout.line(`Not compared: ${scenario}, because ${printable(because, 200)}`, "  ");
}

const MOST_LISTED = 3;
