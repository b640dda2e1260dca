import { join } from "node:path";
import { SCENARIOS } from "../../scenarios/index.ts";
import { explain } from "../../src/explain.ts";
import { printable } from "../../src/report/model/printable.ts";
import { unusable } from "../files/artefacts.ts";
import { verify } from "../files/verify.ts";
import { type Command, parseCommand, UsageError } from "./arguments.ts";
import { EXIT, exitCodeOf } from "./exitCode.ts";
import { runScenarios, scenarioOf } from "./runScenarios.ts";
import { terminal } from "./terminal.ts";

const out = terminal(process.stdout);
const err = terminal(process.stderr);
// The reader of a pipe may close it, as `head` does: the run still finishes and leaves its report.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

for (const event of ["uncaughtException", "unhandledRejection"] as const) process.on(event, fault);

void main();

async function main(): Promise<void> {
  try {
    process.exitCode = await perform(parseCommand(process.argv.slice(2)));
  } catch (error) {
    const line = error instanceof UsageError ? error.message : unusable(error);
    if (line === undefined) {
      fault(error);
      return;
    }
    err.line(line);
    process.exitCode = EXIT.usage;
  }
}

/** A fault of the lab itself. The exit code 1 would say that a run went otherwise than expected. */
function fault(error: unknown): void {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  err.line(`the lab itself failed, by a fault in its own code:\n${what}`);
  process.exit(EXIT.inconclusive);
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
      return runScenarios(command, out, err);
  }
}

function verifyRun(directory: string): number {
  const { report, findings, otherVersion } = verify(directory);
  for (const finding of findings) out.line(`✗  ${printable(finding, 300)}`);
  if (report) out.verdict(report, scenarioOf(report.scenario), join(directory, "report.html"));
  if (findings.length > 0) {
    out.line(
      otherVersion === undefined
        ? "This is not what the run wrote: at least one file was changed since."
        : `The run says that version ${printable(otherVersion, 40)} of the lab wrote it. This is another one, and may word its documents in another way: verify with that version.`,
    );
    return EXIT.notAsExpected;
  }
  out.line("All files agree with each other and with this judgement. Who made them, no file can prove.");
  return report ? exitCodeOf(report) : EXIT.notAsExpected;
}
