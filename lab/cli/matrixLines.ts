import { OUTCOME_WORDS } from "../../src/contract/outcome.ts";
import { RESULT_WORDS } from "../../src/contract/result.ts";
import { legendOf } from "../../src/report/model/cellWord.ts";
import { cellAt, type PlayedMatrix } from "../../src/report/model/playedMatrix.ts";
import { isJudged, type Report } from "../../src/report/model/report.ts";
import { durationWords, expectedLength } from "./batchWords.ts";

/** Of a cell, two at a time on two cores that do nothing else. It takes about one second of processor time. */
const TYPICAL_MS = 2000;

/** What is about to happen: how many cells, which are kept, and how long the others may take. */
export function planLines({
  finished,
  due,
  sideBySide,
  place,
}: {
  readonly finished: readonly Report[];
  readonly due: number;
  readonly sideBySide: number;
  readonly place: string;
}): string[] {
  const kept =
    finished.length === 0
      ? []
      : [
          `${finished.length} cells of this version are in ${place} and are kept; delete it to play them again.`,
        ];
  const length = expectedLength(
    Array.from({ length: due }, () => undefined),
    {
      sideBySide,
      typicalMs: TYPICAL_MS,
    },
  );
  return due === 0
    ? [...kept, "Every cell has been played."]
    : [
        ...kept,
        `${due} cells to play, ${sideBySide} at a time, about ${length} where nothing else runs.`,
        "",
      ];
}

/** One line for a cell that was played, and how long the others will take if they go on like this. */
export function cellLine(
  report: Report,
  { done, total, elapsedMs }: { readonly done: number; readonly total: number; readonly elapsedMs: number },
): string {
  const { symbol, words } = OUTCOME_WORDS[isJudged(report) ? report.outcome : "unknown"];
  const result = report.result === "observed" ? "" : `  ${RESULT_WORDS[report.result]}`;
  const left = total === done ? "" : `  (${durationWords((elapsedMs / done) * (total - done))} left)`;
  return `${`${done}/${total}`.padStart(7)}  ${report.scenario}: ${symbol} ${words}${result}${left}`;
}

/** The whole matrix in symbols, what they mean, and which cells stay open. */
export function endLines(
  matrix: PlayedMatrix,
  {
    reports,
    total,
    place,
  }: { readonly reports: readonly Report[]; readonly total: number; readonly place: string },
): string[] {
  const { attacks, defences, cells } = matrix;
  const column = Math.max(...attacks.map(({ length }) => length), 0) + 2;
  const letter = (index: number) => String.fromCharCode("a".charCodeAt(0) + index);
  const symbolAt = (attack: string, defence: string) => {
    const cell = cellAt(matrix, attack, defence);
    return cell ? OUTCOME_WORDS[cell.outcome].symbol : " ";
  };
  return [
    "",
    `${" ".repeat(column)}${defences.map((_, index) => letter(index)).join("  ")}`,
    ...attacks.map(
      (attack) =>
        `${attack.padEnd(column)}${defences.map((defence) => symbolAt(attack, defence)).join("  ")}`,
    ),
    "",
    ...defences.map((defence, index) => `${letter(index)}  ${defence}`),
    "",
    ...legendOf(cells).map(({ symbol, meaning }) => `${symbol}  ${meaning}`),
    "",
    ...reports
      .filter(({ result }) => result !== "observed")
      .map(({ scenario, result }) => `${scenario}: ${RESULT_WORDS[result]}`),
    `${cells.length} of ${total} cells. Overview: ${place}`,
  ];
}
