import { COMMANDS, OPTIONS, type Option } from "./options.ts";
import { isOurScript, typed } from "./startedByNpm.ts";
import { wrap } from "./wrap.ts";

/** What `--help` shows: every command, every option, every exit code, in lines of at most `width` characters. */
export function help(width: number): string {
  const columns = Math.min(width, 100);
  const table = (rows: readonly Row[]) => {
    const names = Math.max(NAME_COLUMNS, ...rows.map(([what]) => what.length));
    return rows.map((row) => entry(row, names, columns)).join("\n");
  };
  const options = COMMANDS.flatMap((command) => {
    const rows = Object.entries(OPTIONS[command]).map(optionRow);
    return rows.length === 0 ? [] : [`Options of ${command}:\n${table(rows)}`];
  });
  return [
    wrap(
      "Who can read what two WebRTC peers tell each other? Real peers, real attacks, and a report.",
      columns,
    ),
    `Commands:\n${table(uses())}`,
    ...options,
    ...(isOurScript() ? [wrap(NPM_KEEPS, columns)] : []),
    `Exit codes:\n${table(EXIT_CODES)}`,
    wrap(
      "NO_COLOR and TERM=dumb take the colours away, FORCE_COLOR brings them into a pipe. README.md has the rest.",
      columns,
    ),
  ].join("\n\n");
}

type Row = readonly [what: string, meaning: string];

const NPM_KEEPS =
  "npm run keeps what begins with a dash unless a lone -- stands before it: npm run scenario -- mitm --quick";

function uses(): readonly Row[] {
  return [
    [typed("scenario"), "the scenarios, each with the question that it asks"],
    [typed("scenario", ["ID…"]), "run them: one with its story, several side by side"],
    [typed("scenario", ["all"]), "run all of them, with the matrix of attacks and defences"],
    [
      typed("scenario", ["all", "--matrix"]),
      "play every attack against every defence, also where no scenario does",
    ],
    [typed("explain", ["ID"]), "what happens in a scenario, and why"],
    [typed("verify", ["RUN"]), "judge a run again from its files: a run directory, or a scenario's id"],
  ];
}

const EXIT_CODES: readonly Row[] = [
  ["0", "every run went as expected"],
  ["1", "a run did not go as expected, or verify found a changed file"],
  ["2", "wrong usage: nothing was run"],
  [
    "3",
    "inconclusive, or the lab itself failed; a file that verify needs is missing or cannot be used; the lab cannot be built",
  ],
  ["130", "interrupted with Ctrl-C (143: by SIGTERM, 129: by SIGHUP)"],
];

function optionRow([name, { value, help }]: [string, Option]): Row {
  const short = name === "help" ? "-h, " : "";
  return [`${short}--${name}${value === undefined ? "" : ` ${value}`}`, help];
}

const NAME_COLUMNS = 22;

/** The meaning beside the name, or below it where the terminal is narrow. */
function entry([what, meaning]: Row, names: number, columns: number): string {
  const beside = columns >= names * 2;
  const indent = " ".repeat(beside ? names + 4 : 6);
  const start = beside ? `  ${what.padEnd(names)}  ` : `  ${what}\n${indent}`;
  return wrap(`${start}${meaning}`, columns, indent);
}
