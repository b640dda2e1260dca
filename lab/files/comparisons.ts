import { renderRunComparison } from "../../src/report/compare/html/page.tsx";
import { compareRuns, firstDifferenceSentence } from "../../src/report/compare/model/comparison.ts";
import { comparisonFile, type Pair } from "../../src/report/compare/model/pairs.ts";
import { ComparisonPages } from "./comparisonPages.ts";
import { RunReader, type SkippedRun } from "./readRun.ts";

export interface WrittenComparison {
  readonly pair: Pair;
  readonly file: string;
  /** The first thing that differs, in a sentence. */
  readonly sentence: string;
}

export interface Comparisons {
  readonly written: readonly WrittenComparison[];
  readonly skipped: readonly SkippedRun[];
}

/**
 * Writes the page of each pair of which `out` holds both runs, from the files of the runs alone. A run that is missing, or cannot
 * be used, such as one of another version, takes no part; a page that an earlier run of it left is removed, because it shows
 * what is there no more.
 * @throws HarnessError when a page cannot be written, or something stands in its place that the lab did not write.
 */
export function writeComparisons(out: string, pairs: readonly Pair[]): Comparisons {
  const runs = new RunReader(out);
  const pages = new ComparisonPages(out);
  const written = pairs.flatMap((pair): WrittenComparison[] => {
    const [left, right] = [runs.page(pair[0]), runs.page(pair[1])];
    if (!left || !right) {
      pages.remove(comparisonFile(pair));
      return [];
    }
    const comparison = compareRuns(left, right);
    const file = pages.write(comparisonFile(pair), renderRunComparison(comparison));
    return [{ pair, file, sentence: firstDifferenceSentence(comparison) }];
  });
  pages.mark();
  return { written, skipped: runs.skipped };
}
