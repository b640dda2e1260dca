import { SCENARIOS } from "../../scenarios/index.ts";
import { explain } from "../../src/explain.ts";
import { unusable } from "../files/artefacts.ts";
import { type Command, parseCommand, UsageError } from "./arguments.ts";
import { EXIT } from "./exitCode.ts";
import { help } from "./help.ts";
import { scenarioNamed } from "./named.ts";
import { COMMANDS } from "./options.ts";
import { runMatrix } from "./runMatrix.ts";
import { runScenarios } from "./runScenarios.ts";
import { keptByNpm, typed } from "./startedByNpm.ts";
import { terminal } from "./terminal.ts";

const out = terminal(process.stdout);
const err = terminal(process.stderr);
// The reader of a pipe may close it, as `head` does: the run still finishes and leaves its report.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);

for (const event of ["uncaughtException", "unhandledRejection"] as const) process.on(event, fault);

void main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<void> {
  try {
    refuseWhatNpmKept(words);
    process.exitCode = await perform(parseCommand(words));
  } catch (error) {
    const isUsage = error instanceof UsageError;
    err.line(isUsage ? error.message : (unusable(error) ?? stackOf(error)));
    process.exitCode = isUsage ? EXIT.usage : EXIT.inconclusive;
  }
}

/** Without `--` an option has no effect at all, and nothing else would say so. @throws UsageError */
function refuseWhatNpmKept([command, ...words]: readonly string[]): void {
  const name = COMMANDS.find((candidate) => candidate === command);
  const kept = name === undefined ? [] : keptByNpm(name, process.env);
  if (name === undefined || kept.length === 0) return;
  throw new UsageError(
    `npm kept ${kept.join(" and ")} for itself; write -- before options: ${typed(name, [...words, ...kept])}`,
  );
}

async function perform(command: Command): Promise<number> {
  switch (command.command) {
    case "help":
      out.line(help(out.width));
      return EXIT.asExpected;
    case "list":
      if (command.json) out.line(JSON.stringify(SCENARIOS.map(listed), null, 2));
      else out.list(SCENARIOS);
      return EXIT.asExpected;
    case "explain":
      out.line(explain(scenarioNamed(command.id), Math.min(out.width, 100)));
      return EXIT.asExpected;
    case "verify": {
      // A run loads what renders its report while its actors start.
      const { verifyRun } = await import("./verifyRun.ts");
      return verifyRun(command, out);
    }
    case "matrix":
      return runMatrix(command, out, err);
    case "run":
      return runScenarios(command, out, err);
  }
}

function listed({ id, title, question, controls }: (typeof SCENARIOS)[number]) {
  return { id, title, question, controls };
}

/** The exit code 1 would say that a run went otherwise than expected. */
function fault(error: unknown): void {
  err.line(stackOf(error));
  process.exit(EXIT.inconclusive);
}

/** A fault of the lab, not of the user: the stack is what can be reported. */
function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
