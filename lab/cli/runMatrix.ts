import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { MATRIX } from "../../scenarios/matrix/index.ts";
import type { PlayedMatrix } from "../../src/report/model/playedMatrix.ts";
import type { Report } from "../../src/report/model/report.ts";
import type { Scenario } from "../../src/scenario.ts";
import { finishedCell, MATRIX_FOLDER, refuseForeignMatrix, writeMatrix } from "../files/matrix.ts";
import { refuseForeignIndex, writeOverview } from "../files/overview.ts";
import { refuseForeign } from "../files/runDirectory.ts";
import { HarnessError } from "../run/harnessError.ts";
import { type Command, UsageError } from "./arguments.ts";
import { attempt } from "./attempt.ts";
import { inParallel } from "./batch.ts";
import { EXIT, exitCodeOf } from "./exitCode.ts";
import { onInterruption } from "./interruption.ts";
import { checkJunitFile, writeJunit } from "./junitFile.ts";
import { cellLine, endLines, planLines } from "./matrixLines.ts";
import { openInBrowser } from "./openInBrowser.ts";
import { forUser, fromUser } from "./startedByNpm.ts";
import type { Terminal } from "./terminal.ts";

type MatrixCommand = Extract<Command, { command: "matrix" }>;

/**
 * Plays every attack against every defence: the cells that no run of this version has finished yet. What is finished stays,
 * also after Ctrl-C.
 */
export async function runMatrix(command: MatrixCommand, stdout: Terminal, stderr: Terminal): Promise<number> {
  const junit = command.junit === undefined ? undefined : fromUser(command.junit);
  if (junit !== undefined) checkJunitFile(junit);
  const { signal, exitCode } = onInterruption();
  const out = command.out === undefined ? resolve("reports") : fromUser(command.out);
  const folder = join(out, MATRIX_FOLDER);
  refuseForeignFiles(out, folder);
  const finished = MATRIX.flatMap((scenario) => finishedCell(folder, scenario) ?? []);
  const due = MATRIX.filter(({ id }) => finished.every(({ scenario }) => scenario !== id));
  const tell = command.json || command.quiet ? () => undefined : (line: string) => stdout.line(line);
  planLines({ finished, due: due.length, sideBySide: SIDE_BY_SIDE, place: forUser(folder) }).forEach(tell);
  const played = await play(due, { ...command, folder, stderr, signal }, (report, progress) => {
    tell(cellLine(report, progress));
    if (command.quiet && !command.json) stdout.summary(report, undefined);
  });
  const reports = inOrder([...finished, ...played]);
  const matrix = writtenMatrix(out, folder, reports, stderr);
  const index = join(out, "index.html");
  if (matrix) endLines(matrix, { reports, total: MATRIX.length, place: forUser(index) }).forEach(tell);
  if (command.json) process.stdout.write(`${JSON.stringify(reports, null, 2)}\n`);
  if (junit !== undefined) writeJunit(junit, reports);
  if (command.open && matrix) openInBrowser(index);
  return exitCode() ?? Math.max(matrix ? EXIT.asExpected : EXIT.inconclusive, ...reports.map(exitCodeOf));
}

/** A run waits for its own processes most of the time, so every core gets one. Nobody watches a cell while it runs. */
const SIDE_BY_SIDE = availableParallelism();

interface Playing extends MatrixCommand {
  readonly folder: string;
  readonly stderr: Terminal;
  readonly signal: AbortSignal;
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly elapsedMs: number;
}

/** All under the same conditions, and without the instruments that take time: only so can cells be compared. */
async function play(
  due: readonly Scenario[],
  { folder, deadlineMs, verbose, stderr, signal }: Playing,
  onCell: (report: Report, progress: Progress) => void,
): Promise<Report[]> {
  const startedMs = performance.now();
  let done = 0;
  const perform = async (scenario: Scenario) => {
    const { report } = await attempt(scenario, {
      out: folder,
      deadlineMs,
      quick: true,
      verbose,
      path: undefined,
      stacks: undefined,
      stderr,
      signal,
      onEvent: () => undefined,
    });
    done += 1;
    onCell(report, { done, total: due.length, elapsedMs: performance.now() - startedMs });
    return report;
  };
  return inParallel(due, perform, signal, SIDE_BY_SIDE);
}

function inOrder(reports: readonly Report[]): Report[] {
  return MATRIX.flatMap(({ id }) => reports.find(({ scenario }) => scenario === id) ?? []);
}

/** Undefined where it could not be written, having said so. The runs themselves are in their places by then. */
function writtenMatrix(
  out: string,
  folder: string,
  reports: readonly Report[],
  stderr: Terminal,
): PlayedMatrix | undefined {
  try {
    const matrix = writeMatrix(folder, reports);
    writeOverview(out);
    return matrix;
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    stderr.line(`the lab itself failed (${error.code}): ${error.message}`);
    return undefined;
  }
}

/** Before anything is run. @throws UsageError when something would take the place of what the lab did not write. */
function refuseForeignFiles(out: string, folder: string): void {
  try {
    for (const { id } of MATRIX) refuseForeign(join(folder, id));
    refuseForeignIndex(out);
    refuseForeignMatrix(out);
  } catch (error) {
    if (error instanceof HarnessError) throw new UsageError(error.message);
    throw error;
  }
}
