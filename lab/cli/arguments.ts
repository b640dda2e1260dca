import { parseArgs } from "node:util";
import { type PathConditions, pathFault } from "../../src/pathConditions.ts";

/** The user asked for something that the lab cannot do. Shown as one line, with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export type Command =
  | { readonly command: "list" }
  | {
      readonly command: "run";
      readonly ids: readonly string[];
      readonly out: string;
      readonly json: boolean;
      readonly quiet: boolean;
      readonly open: boolean;
      /** Leaves out the instruments that take time: memory search, kernel capture, second opinion. */
      readonly quick: boolean;
      /** Asks the user what will happen before it happens. */
      readonly quiz: boolean;
      /** Where to write all checks as JUnit XML. */
      readonly junit: string | undefined;
      readonly deadlineMs: number;
      /** A bad path between the peers, instead of the scenario's own. */
      readonly path: PathConditions | undefined;
    }
  | { readonly command: "explain"; readonly id: string }
  | { readonly command: "verify"; readonly directory: string };

const MAX_TIMEOUT_S = 3600;

/** Parses the command line, without the program's name. @throws UsageError with what to write instead. */
export function parseCommand(words: readonly string[]): Command {
  const [command, ...rest] = words;
  switch (command) {
    case "scenario":
      return parseScenario(rest);
    case "explain":
      return { command: "explain", id: only(rest, "a scenario, as in: npm run explain mitm") };
    case "verify":
      return {
        command: "verify",
        directory: only(rest, "a run directory, as in: npm run verify reports/mitm"),
      };
    default:
      throw new UsageError("the commands are: npm run scenario, npm run explain, npm run verify");
  }
}

function parseScenario(words: string[]): Command {
  const { values, positionals } = parse(words);
  if (positionals.length === 0) return { command: "list" };
  const seconds = Number(values.timeout);
  if (!(seconds > 0 && seconds <= MAX_TIMEOUT_S)) {
    throw new UsageError(`--timeout takes a number of seconds, at most ${MAX_TIMEOUT_S}`);
  }
  if (values.out === "") throw new UsageError("--out takes the name of a directory");
  const { out, json, quiet, open, quick, quiz, junit } = values;
  return {
    command: "run",
    ids: [...new Set(positionals)],
    out,
    json,
    quiet,
    open,
    quick,
    quiz,
    junit,
    deadlineMs: seconds * 1000,
    path: pathOf(values),
  };
}

/** As in `--loss 10% --delay 50ms`. */
function pathOf(values: {
  readonly loss?: string | undefined;
  readonly delay?: string | undefined;
  readonly seed?: string | undefined;
}): PathConditions | undefined {
  const [lossPercent, delayMs, seed] = [
    amount("loss", values.loss, "%"),
    amount("delay", values.delay, "ms"),
    amount("seed", values.seed, ""),
  ];
  if (lossPercent === undefined && delayMs === undefined) {
    if (seed !== undefined) throw new UsageError("--seed goes with --loss or --delay");
    return undefined;
  }
  const path = { lossPercent, delayMs, seed };
  const fault = pathFault(path);
  if (fault !== undefined) throw new UsageError(fault);
  return path;
}

function amount(option: string, word: string | undefined, unit: string): number | undefined {
  if (word === undefined) return undefined;
  const digits = word.endsWith(unit) ? word.slice(0, word.length - unit.length) : word;
  if (!/^\d+(\.\d+)?$/.test(digits))
    throw new UsageError(`--${option} takes a number, as in ${option === "seed" ? "7" : `5${unit}`}`);
  return Number(digits);
}

function parse(words: string[]) {
  try {
    return parseArgs({
      args: words,
      allowPositionals: true,
      options: {
        out: { type: "string", default: "reports" },
        json: { type: "boolean", default: false },
        quiet: { type: "boolean", default: false },
        open: { type: "boolean", default: false },
        quick: { type: "boolean", default: false },
        quiz: { type: "boolean", default: false },
        junit: { type: "string" },
        loss: { type: "string" },
        delay: { type: "string" },
        seed: { type: "string" },
        timeout: { type: "string", default: "15" },
      },
    });
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? (error.message.split("\n")[0] ?? "") : "the options cannot be read",
    );
  }
}

function only(words: readonly string[], what: string): string {
  const [word, ...more] = words;
  if (word === undefined || more.length > 0 || word.startsWith("-")) throw new UsageError(`name ${what}`);
  return word;
}
