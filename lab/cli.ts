import { join } from "node:path";
import { SCENARIOS } from "../scenarios/index.ts";
import { explain } from "../src/explain.ts";
import { encodeReport } from "../src/report/build.ts";
import type { Report } from "../src/report/model.ts";
import type { Scenario } from "../src/scenario.ts";
import { type Command, parseCommand, UsageError } from "./arguments.ts";
import { unusable } from "./artefacts.ts";
import { experiment } from "./experiment.ts";
import { HarnessError } from "./harnessError.ts";
import { openInBrowser } from "./openInBrowser.ts";
import { terminal } from "./terminal.ts";
import { verify } from "./verify.ts";

const EXIT = { asExpected: 0, notAsExpected: 1, usage: 2, inconclusive: 3 } as const;
const out = terminal(process.stdout);
const err = terminal(process.stderr);
// Whoever reads along may go, as `head` does: the run still comes to its end and leaves its report.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

void main();

async function main(): Promise<void> {
  try {
    process.exitCode = await perform(parseCommand(process.argv.slice(2)));
  } catch (error) {
    const line = error instanceof UsageError ? error.message : unusable(error);
    if (line === undefined) throw error;
    err.line(line);
    process.exitCode = EXIT.usage;
  }
}

async function perform(command: Command): Promise<number> {
  switch (command.command) {
    case "list":
      for (const { id, question } of SCENARIOS) out.line(`${id.padEnd(28)} ${question}`);
      return EXIT.asExpected;
    case "explain":
      out.line(explain(scenarioOf(command.id)));
      return EXIT.asExpected;
    case "verify":
      return verifyRun(command.directory);
    case "run":
      return runAll(command);
  }
}

async function runAll(command: Extract<Command, { command: "run" }>): Promise<number> {
  const scenarios = command.ids.includes("all") ? SCENARIOS : command.ids.map(scenarioOf);
  const interrupted = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => interrupted.abort());
  let exitCode: number = EXIT.asExpected;
  for (const scenario of scenarios) {
    exitCode = worse(exitCode, await runOne(scenario, command, interrupted.signal));
    if (interrupted.signal.aborted) break;
  }
  return exitCode;
}

async function runOne(
  scenario: Scenario,
  { out: directory, json, quiet, open, deadlineMs }: Extract<Command, { command: "run" }>,
  signal: AbortSignal,
): Promise<number> {
  const silent = json || quiet;
  if (!silent) {
    out.line(scenario.title);
    out.line(scenario.question);
    out.line();
  }
  try {
    const onEvent = silent ? () => undefined : out.event;
    const result = await experiment(scenario, { out: directory, deadlineMs, onEvent, signal });
    const place = join(result.directory, "report.html");
    if (json) process.stdout.write(encodeReport(result.report));
    else out.verdict(result.report, place);
    if (open) openInBrowser(place);
    return exitCodeOf(result.report);
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    err.line(`${scenario.id}: the lab itself failed (${error.code}): ${error.message}`);
    return EXIT.inconclusive;
  }
}

function verifyRun(directory: string): number {
  const { report, findings } = verify(directory);
  for (const finding of findings) out.line(`✗  ${finding}`);
  if (report) out.verdict(report, join(directory, "report.html"));
  if (findings.length > 0) {
    out.line("This is not what the run wrote: at least one file was changed since.");
    return EXIT.notAsExpected;
  }
  out.line("All files agree with each other and with this judgement. Who made them, no file can prove.");
  return report ? exitCodeOf(report) : EXIT.notAsExpected;
}

function scenarioOf(id: string): Scenario {
  const scenario = SCENARIOS.find((candidate) => candidate.id === id);
  if (!scenario) throw new UsageError(`there is no scenario "${id}"; npm run scenario lists them`);
  return scenario;
}

function exitCodeOf({ result }: Report): number {
  switch (result) {
    case "as-expected":
      return EXIT.asExpected;
    case "not-as-expected":
      return EXIT.notAsExpected;
    case "inconclusive":
    case "harness-error":
      return EXIT.inconclusive;
  }
}

/** A run that failed to say anything must not hide behind one that said something unexpected. */
function worse(a: number, b: number): number {
  return Math.max(a, b);
}
