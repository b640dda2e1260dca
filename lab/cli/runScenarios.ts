import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { SCENARIOS } from "../../scenarios/index.ts";
import { DEFENCE_ALARMS } from "../../src/explain.ts";
import { renderJunit } from "../../src/report/junit/junit.ts";
import { matrixOf } from "../../src/report/model/attackMatrix.ts";
import { encodeReport, failedReport } from "../../src/report/model/build.ts";
import type { Prediction } from "../../src/report/model/quiz.ts";
import type { Report } from "../../src/report/model/report.ts";
import { MomentReader } from "../../src/run/moments.ts";
import type { Scenario } from "../../src/scenario.ts";
import type { TraceEvent } from "../../src/trace/events.ts";
import { refuseForeignIndex, writeOverview } from "../files/overview.ts";
import { refuseForeign } from "../files/runDirectory.ts";
import { environment } from "../run/environment.ts";
import { experiment } from "../run/experiment.ts";
import { HarnessError } from "../run/harnessError.ts";
import { type Command, UsageError } from "./arguments.ts";
import { inParallel } from "./batch.ts";
import { exitCodeOf } from "./exitCode.ts";
import { interruption } from "./interruption.ts";
import { openInBrowser } from "./openInBrowser.ts";
import { askPrediction } from "./quiz.ts";
import type { Terminal } from "./terminal.ts";

type RunCommand = Extract<Command, { command: "run" }>;

/** Runs what the command names: one scenario with its story, or several side by side with the matrix at the end. */
export async function runScenarios(command: RunCommand, out: Terminal, err: Terminal): Promise<number> {
  const all = command.ids.includes("all");
  const scenarios = all ? SCENARIOS : command.ids.map(scenarioOf);
  const signal = interruption();
  const [only] = scenarios;
  refuseForeignFiles(command.out, scenarios);
  if (command.quiz && scenarios.length > 1) throw new UsageError("--quiz asks about one scenario at a time");
  const reports =
    scenarios.length === 1 && only
      ? [await runOne(only, command, { out, err, signal })]
      : await runSeveral(scenarios, command, { out, err, signal });
  if (command.json)
    process.stdout.write(
      reports.length === 1 && reports[0] ? encodeReport(reports[0]) : `${JSON.stringify(reports, null, 2)}\n`,
    );
  if (command.junit !== undefined) writeJunit(command.junit, reports);
  // A run that failed to say anything must not hide behind one that said something unexpected.
  return Math.max(...reports.map(exitCodeOf));
}

export function scenarioOf(id: string): Scenario {
  const scenario = SCENARIOS.find((candidate) => candidate.id === id);
  if (!scenario) throw new UsageError(`there is no scenario "${id}"; npm run scenario lists them`);
  return scenario;
}

interface RunOutputs {
  readonly out: Terminal;
  readonly err: Terminal;
  readonly signal: AbortSignal;
}

async function runOne(
  scenario: Scenario,
  command: RunCommand,
  { out, err, signal }: RunOutputs,
): Promise<Report> {
  const tellsStory = !command.json && !command.quiet;
  if (tellsStory) out.line(`${scenario.title}\n${scenario.question}\n`);
  if (command.quiz && command.json)
    throw new UsageError("--quiz asks questions, so it cannot go with --json");
  const prediction = command.quiz ? await askPrediction(process.stdin, process.stdout) : undefined;
  const reader = new MomentReader();
  const onEvent = tellsStory ? (event: TraceEvent) => out.moment(reader.next(event)) : () => undefined;
  const { report, place } = await attempt(scenario, command, {
    onEvent,
    err,
    signal,
    ...(prediction && { prediction }),
  });
  if (place === undefined) return report;
  const failure = overviewFailure(command.out, err);
  if (failure) return failed(scenario, failure, report.startedAt);
  if (!command.json) out.verdict(report, scenario, place);
  if (command.open) openInBrowser(place);
  return report;
}

async function runSeveral(
  scenarios: readonly Scenario[],
  command: RunCommand,
  { out, err, signal }: RunOutputs,
): Promise<Report[]> {
  let done = 0;
  const perform = async (scenario: Scenario) => {
    const { report } = await attempt(scenario, command, { onEvent: () => undefined, err, signal });
    done += 1;
    if (!command.json && !command.quiet) out.progress(report, done, scenarios.length);
    return report;
  };
  const reports = await inParallel(scenarios, perform, signal);
  if (reports.some(({ result }) => result !== "harness-error")) {
    const failure = overviewFailure(command.out, err);
    if (failure)
      return reports.map((report) => failed(scenarioOf(report.scenario), failure, report.startedAt));
    if (!command.json)
      out.matrix(matrixOf(SCENARIOS, reports, DEFENCE_ALARMS), join(command.out, "index.html"));
    if (command.open) openInBrowser(join(command.out, "index.html"));
  }
  return reports;
}

interface Attempt extends Pick<RunOutputs, "err" | "signal"> {
  readonly onEvent: (event: TraceEvent) => void;
  readonly prediction?: Prediction;
}

/** A scenario that the lab fails to run becomes a report that says so; the others still run. */
async function attempt(
  scenario: Scenario,
  { out, deadlineMs, quick, path }: RunCommand,
  { onEvent, err, signal, prediction }: Attempt,
): Promise<{ report: Report; place?: string }> {
  const startedAt = new Date().toISOString();
  try {
    const { report, directory } = await experiment(scenario, {
      out,
      deadlineMs,
      onEvent,
      signal,
      instruments: quick ? "none" : "all",
      ...(path && { path }),
      ...(prediction && { prediction }),
    });
    return { report, place: join(directory, "report.html") };
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    err.line(`${scenario.id}: the lab itself failed (${error.code}): ${error.message}`);
    return { report: failed(scenario, error, startedAt) };
  }
}

function failed(scenario: Scenario, { code, message }: HarnessError, startedAt: string): Report {
  return failedReport(scenario, { failure: { code, message }, startedAt, environment: environment() });
}

/** Writes the index of all runs. Returns why it cannot, having said so. The runs themselves are in their places by then. */
function overviewFailure(out: string, err: Terminal): HarnessError | undefined {
  try {
    writeOverview(out);
    return undefined;
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    err.line(`the lab itself failed (${error.code}): ${error.message}`);
    return error;
  }
}

/** Before anything is run. @throws UsageError when a run or the index would take the place of what the lab did not write. */
function refuseForeignFiles(out: string, scenarios: readonly Scenario[]): void {
  try {
    for (const { id } of scenarios) refuseForeign(join(out, id));
    refuseForeignIndex(out);
  } catch (error) {
    if (error instanceof HarnessError) throw new UsageError(error.message);
  }
}

function writeJunit(file: string, reports: readonly Report[]): void {
  try {
    writeFileSync(file, renderJunit(reports));
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${error instanceof Error ? error.message : error}`);
  }
}
