import { HELP, readArguments, UsageError } from "./arguments.ts";
import { publish, refuseForeignFiles } from "./publish.ts";
import { temporaryDirectory } from "./stacks.ts";
import { summaryOf } from "./summary.ts";
import { runTables } from "./tables.ts";

/**
 * `npm run conformance`: what the interceptor does with WebRTC stacks that nobody here wrote, and what they do with attacks.
 * Exit code 1: something fails only through the interceptor, or passes it unread in silence. 2: wrong usage. 3: the lab failed.
 */
void main();

async function main(): Promise<void> {
  try {
    const wanted = readArguments(process.argv.slice(2));
    if (wanted === "help") return say(HELP);
    refuseForeignFiles(wanted.out);
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => process.exit(130));
    const result = await runTables(wanted, { temporary: temporaryDirectory(), progress: note });
    for (const path of publish(result, wanted.out)) note(path);
    const { lines, exitCode } = summaryOf(result);
    for (const line of lines) say(line);
    process.exitCode = exitCode;
  } catch (error) {
    note(error instanceof UsageError ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = error instanceof UsageError ? 2 : 3;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function note(line: string): void {
  process.stderr.write(`${line}\n`);
}
