import { parseArgs } from "node:util";
import { type PathConditions, pathFault } from "../../src/pathConditions.ts";
import type { PeerName } from "../../src/trace/parties.ts";
import { STACKS, type Stack } from "../../src/trace/stack.ts";
import { didYouMean } from "./nearest.ts";
import { COMMANDS, type CommandName, OPTIONS, RUN_OPTIONS, VERIFY_OPTIONS } from "./options.ts";
import { typed } from "./startedByNpm.ts";

/** The user asked for something that the lab cannot do. Shown as one line, with exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export type Command =
  | { readonly command: "help" }
  | { readonly command: "list"; readonly json: boolean }
  | {
      readonly command: "run";
      readonly ids: readonly string[];
      /** As the user wrote it. Left out: the lab's own `reports`. */
      readonly out: string | undefined;
      readonly json: boolean;
      readonly quiet: boolean;
      readonly verbose: boolean;
      readonly open: boolean;
      /** Leaves out the instruments that take time: memory search, kernel capture, second opinion. */
      readonly quick: boolean;
      /** Asks the user what will happen before it happens. */
      readonly quiz: boolean;
      /** Where to write all checks as JUnit XML. */
      readonly junit: string | undefined;
      /** Of each wait of the run. */
      readonly deadlineMs: number;
      /** A bad path between the peers, instead of the scenario's own. */
      readonly path: PathConditions | undefined;
      /** What the peers speak with, where the user says so. */
      readonly stacks: Readonly<Record<PeerName, Stack>> | undefined;
    }
  | {
      /** Every attack against every defence, all under the same conditions. */
      readonly command: "matrix";
      readonly out: string | undefined;
      readonly json: boolean;
      readonly quiet: boolean;
      readonly verbose: boolean;
      readonly open: boolean;
      readonly junit: string | undefined;
      readonly deadlineMs: number;
    }
  | { readonly command: "explain"; readonly id: string }
  | { readonly command: "verify"; readonly directory: string; readonly json: boolean };

const MAX_TIMEOUT_S = 3600;

/** Parses the command line, without the program's name. @throws UsageError with what to write instead. */
export function parseCommand(words: readonly string[]): Command {
  const [name, ...rest] = words;
  if (asksForHelp(words)) return { command: "help" };
  const command = COMMANDS.find((candidate) => candidate === name);
  if (command === undefined)
    throw new UsageError(`the commands are: ${COMMANDS.map((known) => typed(known)).join(", ")}`);
  refuseUnknownOptions(command, rest);
  switch (command) {
    case "scenario":
      return parseScenario(rest);
    case "explain":
      return { command, id: only(rest, `a scenario, as in: ${typed("explain", ["mitm"])}`) };
    case "verify": {
      const { values, positionals } = reading(() =>
        parseArgs({ args: rest, allowPositionals: true, options: VERIFY_OPTIONS }),
      );
      const directory = only(positionals, `a run directory, as in: ${typed("verify", ["reports/mitm"])}`);
      return { command, directory, json: values.json };
    }
  }
}

function parseScenario(words: string[]): Command {
  const { values, positionals } = reading(() =>
    parseArgs({ args: words, allowPositionals: true, options: RUN_OPTIONS }),
  );
  if (positionals.length === 0 && !values.matrix) return { command: "list", json: values.json };
  const seconds = Number(values.timeout);
  if (!(seconds > 0 && seconds <= MAX_TIMEOUT_S)) {
    throw new UsageError(`--timeout takes a number of seconds, at most ${MAX_TIMEOUT_S}`);
  }
  if (values.out === "") throw new UsageError("--out takes the name of a directory");
  const { out, json, quiet, verbose, open, quick, quiz, junit } = values;
  const ids = [...new Set(positionals)];
  if (values.matrix) {
    refuseBesideMatrix(ids, values);
    return { command: "matrix", out, json, quiet, verbose, open, junit, deadlineMs: seconds * 1000 };
  }
  if (quiz && json) throw new UsageError("--quiz asks questions, so it cannot go with --json");
  if (quiz && (ids.length > 1 || ids.includes("all")))
    throw new UsageError("--quiz asks about one scenario at a time");
  if (quiet && verbose) throw new UsageError("--quiet and --verbose cannot go together");
  return {
    command: "run",
    ids,
    out,
    json,
    quiet,
    verbose,
    open,
    quick,
    quiz,
    junit,
    deadlineMs: seconds * 1000,
    path: pathOf(values),
    stacks: stacksOf(values),
  };
}

/** Cells that were played under different conditions could not be compared. @throws UsageError */
function refuseBesideMatrix(ids: readonly string[], values: Readonly<Record<string, unknown>>): void {
  if (ids.length !== 1 || ids[0] !== "all")
    throw new UsageError(
      `--matrix plays every attack against every defence: ${typed("scenario", ["all", "--matrix"])}`,
    );
  if (values.quiet && values.verbose) throw new UsageError("--quiet and --verbose cannot go together");
  const other = ["quiz", "loss", "delay", "seed", "alice", "bob", "peers"].find((name) => values[name]);
  if (other !== undefined)
    throw new UsageError(
      `--matrix plays all cells under the same conditions, so it cannot go with --${other}`,
    );
}

/** As in `--alice chromium --bob firefox`, or `--peers chromium`. Who is not named speaks with werift. */
function stacksOf({
  alice,
  bob,
  peers,
}: Readonly<Partial<Record<"alice" | "bob" | "peers", string | undefined>>>):
  | Readonly<Record<PeerName, Stack>>
  | undefined {
  if (peers !== undefined && (alice !== undefined || bob !== undefined))
    throw new UsageError("--peers names both stacks, so it cannot go with --alice or --bob");
  if (peers === undefined && alice === undefined && bob === undefined) return undefined;
  return {
    alice: stackOf("alice", peers ?? alice ?? "werift"),
    bob: stackOf("bob", peers ?? bob ?? "werift"),
  };
}

function stackOf(peer: PeerName, word: string): Stack {
  const found = STACKS.find((stack) => stack === word);
  if (found === undefined)
    throw new UsageError(`${peer} cannot speak with "${word}": the stacks are ${STACKS.join(", ")}`);
  return found;
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

function asksForHelp(words: readonly string[]): boolean {
  return beforeDashes(words).some((word) => word === "--help" || word === "-h");
}

/** Before the parser sees them: its own message tells the user about something else. */
function refuseUnknownOptions(command: CommandName, words: readonly string[]): void {
  const names = Object.keys(OPTIONS[command]);
  for (const word of beforeDashes(words)) {
    const name = /^--?([a-z][^=]*)/i.exec(word)?.[1];
    if (name === undefined || (word.startsWith("--") && names.includes(name))) continue;
    if (names.length === 0) throw new UsageError(`${command} takes no options, so there is no ${word}`);
    const near = didYouMean(
      `--${name}`,
      names.map((known) => `--${known}`),
    );
    throw new UsageError(`${command} has no option ${word}${near || "; --help shows what there is"}`);
  }
}

function beforeDashes(words: readonly string[]): readonly string[] {
  const end = words.indexOf("--");
  return end === -1 ? words : words.slice(0, end);
}

function reading<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? (error.message.split("\n")[0] ?? "") : "the options cannot be read",
    );
  }
}

function only(words: readonly string[], what: string): string {
  const [word, ...more] = words;
  if (word === undefined || more.length > 0) throw new UsageError(`name ${what}`);
  return word;
}
