import { parseArgs } from "node:util";

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
  };
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
