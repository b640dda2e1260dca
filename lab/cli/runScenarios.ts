import { join, resolve } from "node:path";
import { SCENARIOS } from "../../scenarios/index.ts";
import { DEFENCE_ALARMS } from "../../src/explain.ts";
import { matrixOf } from "../../src/report/model/attackMatrix.ts";
import { encodeReport, failedReport } from "../../src/report/model/build.ts";
import type { Report } from "../../src/report/model/report.ts";
import { MomentReader } from "../../src/run/moments.ts";
import type { Scenario } from "../../src/scenario.ts";
import type { TraceEvent } from "../../src/trace/events.ts";
import { refuseForeignIndex, writeOverview } from "../files/overview.ts";
import { refuseForeign } from "../files/runDirectory.ts";
import { PROGRAMS } from "../run/experiment.ts";
import { HarnessError } from "../run/harnessError.ts";
import { type Command, UsageError } from "./arguments.ts";
import { attempt } from "./attempt.ts";
import { inParallel, runsSideBySide } from "./batch.ts";
import { expectedLength } from "./batchWords.ts";
import { compareFinished, refuseForeignPages, tellComparisons } from "./compareRuns.ts";
import { earlierRun } from "./earlierRuns.ts";
import { exitCodeOf } from "./exitCode.ts";
import { InOrderOfTime } from "./inOrderOfTime.ts";
import { onInterruption } from "./interruption.ts";
import { checkJunitFile, writeJunit } from "./junitFile.ts";
import { scenarioNamed, scenariosNamed } from "./named.ts";
import { openInBrowser } from "./openInBrowser.ts";
import { askPrediction } from "./quiz.ts";
import { forUser, fromUser } from "./startedByNpm.ts";
import type { Terminal } from "./terminal.ts";
import { refuseMissingStacks, runnable } from "./usableStacks.ts";

type RunCommand = Extract<Command, { command: "run" }>;

interface RunSettings extends Omit<RunCommand, "out"> {
  /** The directory for run directories, as a whole path. */
  readonly out: string;
  readonly stdout: Terminal;
  readonly stderr: Terminal;
  readonly signal: AbortSignal;
}

/** Runs what the command names: one scenario with its story, or several side by side with the matrix at the end. */
export async function runScenarios(command: RunCommand, stdout: Terminal, stderr: Terminal): Promise<number> {
  const named = scenariosNamed(command.ids);
  refuseMissingStacks(command.stacks, named);
  const { scenarios, skipped } = runnable(named, PROGRAMS);
  if (scenarios.length === 0) throw new UsageError(skipped.join("; "));
  for (const line of skipped) stderr.line(line);
  const junit = command.junit === undefined ? undefined : fromUser(command.junit);
  if (junit !== undefined) checkJunitFile(junit);
  const { signal, exitCode } = onInterruption();
  const out = command.out === undefined ? resolve("reports") : fromUser(command.out);
  const settings: RunSettings = { ...command, out, stdout, stderr, signal };
  refuseForeignFiles(out, scenarios);
  tellWhatIsReplaced(scenarios, settings);
  const [only] = scenarios;
  const reports =
    scenarios.length === 1 && only ? await runOne(only, settings) : await runSeveral(scenarios, settings);
  if (command.json) {
    const [report] = reports;
    process.stdout.write(
      scenarios.length === 1 && report ? encodeReport(report) : `${JSON.stringify(reports, null, 2)}\n`,
    );
  }
  if (junit !== undefined) writeJunit(junit, reports);
  // A run that failed to say anything must not hide behind one that said something unexpected.
  return exitCode() ?? Math.max(...reports.map(exitCodeOf));
}

/** The report of a full run says more than that of a quick one, and there is one place for both. */
function tellWhatIsReplaced(scenarios: readonly Scenario[], { quick, out, stderr }: RunSettings): void {
  if (!quick) return;
  const full = scenarios.flatMap(({ id }) => (earlierRun(out, id)?.quick === false ? id : []));
  if (full.length === 0) return;
  const what =
    full.length === 1 ? `the report of a full run of ${full[0]}` : `${full.length} reports of full runs`;
  stderr.line(`--quick replaces ${what} in ${forUser(out)}; --out DIR keeps both.`);
}

async function runOne(scenario: Scenario, settings: RunSettings): Promise<Report[]> {
  const { json, quiet, quiz, verbose, open, stdout, stderr, signal } = settings;
  const tellsStory = !json && !quiet;
  if (tellsStory) stdout.line(`${scenario.title}\n${scenario.question}\n`);
  const prediction = quiz ? await askPrediction(process.stdin, process.stdout, signal) : undefined;
  if (signal.aborted) {
    stderr.line("\ninterrupted");
    return [];
  }
  const reader = new MomentReader();
  const told = new InOrderOfTime((event) => stdout.moment(reader.next(event)), STORY_DELAY_MS);
  const onEvent = tellsStory ? (event: TraceEvent) => told.add(event) : () => undefined;
  const { report, place } = await attempt(scenario, {
    ...settings,
    onEvent,
    ...(prediction && { prediction }),
  });
  told.end();
  const failure = place === undefined ? undefined : overviewFailure(settings);
  if (failure) return [failed(report, failure)];
  const shown = place === undefined ? undefined : forUser(place);
  if (quiet && !json) stdout.summary(report, shown);
  if (tellsStory && shown !== undefined) stdout.verdict(report, scenario, { place: shown, verbose });
  const unwritten = comparisonFailure([scenario], [report], settings);
  if (unwritten) return [failed(report, unwritten)];
  if (prediction && !json) stdout.quiz(prediction, report);
  if (open && place !== undefined) openInBrowser(place);
  return [report];
}

/** Longer than an event of another process is on its way here, shorter than anybody notices. */
const STORY_DELAY_MS = 60;

async function runSeveral(scenarios: readonly Scenario[], settings: RunSettings): Promise<Report[]> {
  const { json, quiet, open, out, stdout, signal } = settings;
  const startedMs = performance.now();
  const tells = !json && !quiet;
  if (tells) stdout.line(`${scenarios.length} scenarios, about ${lengthOf(scenarios, settings)}.\n`);
  let done = 0;
  const perform = async (scenario: Scenario) => {
    const { report, place } = await attempt(scenario, { ...settings, onEvent: () => undefined });
    done += 1;
    if (tells) stdout.progress(report, done, scenarios.length);
    if (quiet && !json) stdout.summary(report, place === undefined ? undefined : forUser(place));
    return report;
  };
  const reports = await inParallel(scenarios, perform, signal, runsSideBySide());
  const index = join(out, "index.html");
  if (reports.some(({ result }) => result !== "harness-error")) {
    const failure = overviewFailure(settings);
    if (failure) return reports.map((report) => failed(report, failure));
    if (tells) stdout.matrix(matrixOf(SCENARIOS, reports, DEFENCE_ALARMS), forUser(index));
    const unwritten = comparisonFailure(scenarios, reports, settings);
    if (unwritten) return reports.map((report) => failed(report, unwritten));
    if (open) openInBrowser(index);
  }
  if (tells) stdout.batch(reports, scenarios.length, performance.now() - startedMs);
  return reports;
}

/** Writes the index of all runs. Returns why it cannot, having said so. The runs themselves are in their places by then. */
function overviewFailure({ out, stderr }: RunSettings): HarnessError | undefined {
  return failureOf(() => writeOverview(out), stderr);
}

/** Writes the comparisons, and says where they are. Returns why it cannot, having said so. */
function comparisonFailure(
  scenarios: readonly Scenario[],
  reports: readonly Report[],
  { out, json, quiet, verbose, stdout, stderr }: RunSettings,
): HarnessError | undefined {
  return failureOf(() => {
    const comparisons = compareFinished(out, scenarios, reports);
    // The index links to the pages that are there.
    if (comparisons.written.length > 0) writeOverview(out);
    if (!json && !quiet) tellComparisons(comparisons, scenarios, { stdout, verbose });
  }, stderr);
}

function failureOf(write: () => unknown, stderr: Terminal): HarnessError | undefined {
  try {
    write();
    return undefined;
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    stderr.line(`the lab itself failed (${error.code}): ${error.message}`);
    return error;
  }
}

function failed({ scenario, startedAt, environment }: Report, { code, message }: HarnessError): Report {
  return failedReport(scenarioNamed(scenario), { failure: { code, message }, startedAt, environment });
}

/** Before anything is run. @throws UsageError when a run, the index or a comparison would take the place of what the lab did not write. */
function refuseForeignFiles(out: string, scenarios: readonly Scenario[]): void {
  try {
    for (const { id } of scenarios) refuseForeign(join(out, id));
    refuseForeignIndex(out);
    refuseForeignPages(out, scenarios);
  } catch (error) {
    if (error instanceof HarnessError) throw new UsageError(error.message);
  }
}

function lengthOf(scenarios: readonly Scenario[], { out, quick }: RunSettings): string {
  const last = scenarios.map(({ id }) => {
    const run = earlierRun(out, id);
    return run?.quick === quick ? run.durationMs : undefined;
  });
  return expectedLength(last, {
    sideBySide: runsSideBySide(),
    typicalMs: quick ? TYPICAL_QUICK_MS : TYPICAL_MS,
  });
}

/** Of a run on two cores that do nothing else. */
const TYPICAL_MS = 5000;
const TYPICAL_QUICK_MS = 2500;
