import { RESULT_WORDS } from "../../src/contract/result.ts";
import type { Report } from "../../src/report/model/report.ts";

/** `2 min 14 s`. */
export function durationWords(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** The runs of a batch that did not go as expected, one a line, and how many never began. */
export function othersOf(reports: readonly Report[], total: number): string[] {
  const others = reports.filter(({ result }) => result !== "as-expected");
  const missing = total - reports.length;
  return [
    ...others.map(({ scenario, result }) => `${scenario}: ${RESULT_WORDS[result]}`),
    ...(missing > 0 ? [`${missing} did not begin`] : []),
  ];
}

/**
 * How long a batch may take: what the last runs of the same scenarios took, with so many side by side.
 * @param typicalMs for a scenario that has no last run
 */
export function expectedLength(
  lastMs: readonly (number | undefined)[],
  { sideBySide, typicalMs }: { readonly sideBySide: number; readonly typicalMs: number },
): string {
  return durationWords(sum(lastMs.map((duration) => duration ?? typicalMs)) / sideBySide);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
