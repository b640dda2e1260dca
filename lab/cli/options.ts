import { STACKS } from "../../src/trace/stack.ts";

/** The options of a command: one table for the parser, for the help and for the words that npm keeps for itself. */
export const RUN_OPTIONS = {
  quick: {
    type: "boolean",
    default: false,
    help: "leave out the instruments that take time: memory search, kernel capture, second opinion",
  },
  quiz: {
    type: "boolean",
    default: false,
    help: "ask what you expect before the run, and tell afterwards how right you were",
  },
  matrix: {
    type: "boolean",
    default: false,
    help: "with all: play every attack against every defence; what is finished is kept",
  },
  out: {
    type: "string",
    value: "DIR",
    help: "where the run directories appear, as seen from where you stand (default: reports, in the lab)",
  },
  open: { type: "boolean", default: false, help: "show the report in your browser" },
  quiet: { type: "boolean", default: false, help: "one line a scenario" },
  verbose: {
    type: "boolean",
    default: false,
    help: "each check that was not made with its reason, and the whole error of an actor that fails",
  },
  json: {
    type: "boolean",
    default: false,
    help: "JSON on standard output and nothing else; without a scenario: the list",
  },
  junit: { type: "string", value: "FILE", help: "write all checks as JUnit XML as well" },
  timeout: {
    type: "string",
    value: "SECONDS",
    default: "15",
    help: "how long each single wait of a run may take, not the run as a whole (default: 15)",
  },
  alice: {
    type: "string",
    value: "STACK",
    help: `what Alice speaks with: ${STACKS.join(", ")} (default: werift)`,
  },
  bob: { type: "string", value: "STACK", help: "the same of Bob" },
  peers: { type: "string", value: "STACK", help: "the same of both" },
  loss: {
    type: "string",
    value: "PERCENT",
    help: "lose so many of the datagrams between the peers, as in 10%",
  },
  delay: { type: "string", value: "MS", help: "deliver each datagram so much later, as in 50ms" },
  seed: {
    type: "string",
    value: "NUMBER",
    help: "which datagrams are lost; each run chooses its own without it",
  },
  help: { type: "boolean", default: false, short: "h", help: "this text" },
} as const;

export const VERIFY_OPTIONS = {
  json: {
    type: "boolean",
    default: false,
    help: "JSON on standard output: the findings, and the report as judged again",
  },
} as const;

export const COMMANDS = ["scenario", "explain", "verify"] as const;
export type CommandName = (typeof COMMANDS)[number];

export interface Option {
  readonly type: "boolean" | "string";
  /** How the help names its value. */
  readonly value?: string;
  readonly help: string;
}

export const OPTIONS: Readonly<Record<CommandName, Readonly<Record<string, Option>>>> = {
  scenario: RUN_OPTIONS,
  explain: {},
  verify: VERIFY_OPTIONS,
};
