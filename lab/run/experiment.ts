import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { PathConditions } from "../../src/pathConditions.ts";
import type { Artefact } from "../../src/report/model/build.ts";
import type { Prediction } from "../../src/report/model/quiz.ts";
import type { JudgedReport } from "../../src/report/model/report.ts";
import type { Scenario } from "../../src/scenario.ts";
import { encodeEvent } from "../../src/trace/codec.ts";
import type { TraceEvent } from "../../src/trace/events.ts";
import { keyLogOf } from "../../src/trace/keyLog.ts";
import { parseArtefacts } from "../files/artefacts.ts";
import { stageRun } from "../files/runDirectory.ts";
import { HarnessError } from "./harnessError.ts";
import { run } from "./run.ts";
import type { Stacks } from "./stacks.ts";

export interface ExperimentOptions {
  /** The directory in which the run directory appears. */
  readonly out: string;
  readonly deadlineMs: number;
  readonly onEvent: (event: TraceEvent) => void;
  readonly signal: AbortSignal;
  /** "none" leaves out the instruments that take time: memory search, kernel capture, second opinion. */
  readonly instruments: "all" | "none";
  /** Instead of what the scenario's calls say of their paths. */
  readonly path?: PathConditions;
  /** What each peer speaks with. Left out: as the scenario says, else werift. */
  readonly stacks?: Stacks;
  /** What the user expects, if asked; it goes into the trace and the report. */
  readonly prediction?: Prediction;
}

/** The folder with the actors' programs. */
export const PROGRAMS = new URL("../actors/", import.meta.url);

/**
 * Runs one scenario and leaves its run directory in `out`. The report is made from the files alone, in the same
 * way in which `verify` makes it again.
 * @throws HarnessError when the run or the writing fails; then `out` is as it was.
 */
export async function experiment(
  scenario: Scenario,
  options: ExperimentOptions,
): Promise<{ report: JudgedReport; directory: string }> {
  const staging = stageRun(options.out, scenario.id);
  try {
    const captureFile = join(staging.directory, "capture.pcapng");
    const kernelFile = join(staging.directory, "kernel.pcapng");
    const running = run(scenario, { programs: PROGRAMS, captureFile, kernelFile, ...options });
    // The actors have been started, and load meanwhile too.
    const loading = import("../files/documents.ts");
    const trace = await running;
    const { documentsOf } = await loading;
    const artefacts: Artefact[] = [
      { path: "trace.jsonl", content: Buffer.from(trace.map(encodeEvent).join("")) },
      { path: "capture.pcapng", content: readFileSync(captureFile) },
      { path: "sslkeys.log", content: Buffer.from(keyLogOf(trace)) },
      ...(existsSync(kernelFile) ? [{ path: "kernel.pcapng", content: readFileSync(kernelFile) }] : []),
    ];
    for (const { path, content } of artefacts) if (!path.endsWith(".pcapng")) staging.write(path, content);
    const documents = documentsOf(scenario, parseArtefacts(artefacts), artefacts);
    for (const [path, content] of Object.entries(documents.files)) staging.write(path, content);
    // The report is made in one go: a signal that came meanwhile is heard only now.
    await nextTurn();
    if (options.signal.aborted)
      throw new HarnessError("interrupted", "interrupted while the report was made");
    return { report: documents.report, directory: staging.publish() };
  } catch (error) {
    staging.discard();
    throw error;
  }
}
