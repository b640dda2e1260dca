import { type ChildProcess, fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { DTLS13_TARGETS } from "../dtls13/fuzzTargets.ts";
import { FuzzFinding, fuzz, type Target } from "./fuzz.ts";
import { TARGETS } from "./targets.ts";

/*
 * `npm run fuzz`: every parser for its share of a budget of time, on all cores, with progress. It ends with 1 when anything
 * was found. A parser that is quick enough gets MAX_CASES and leaves the rest of its time to the others.
 */
const ALL_TARGETS = [...TARGETS, ...DTLS13_TARGETS];
const MAX_CASES = 100_000;
/** Between two looks at the clock. Each part has a seed of its own. */
const CASES_AT_ONCE = 250;

interface Done {
  readonly index: number;
  readonly cases: number;
  readonly seconds: number;
  readonly finding?: string;
}

if (process.send === undefined) conduct();
else work();

function conduct(): void {
  const { minutes, cores } = options();
  const endAt = Date.now() + minutes * 60_000;
  const queue = [...ALL_TARGETS.keys()];
  const findings: string[] = [];
  let done = 0;
  const started = Date.now();
  const next = (worker: ChildProcess) => {
    const index = queue.shift();
    if (index === undefined) {
      worker.disconnect();
      return;
    }
    // Of the time that is left, on all cores, an equal part for each that waits.
    const budgetMs = Math.max(1000, ((endAt - Date.now()) * cores) / (queue.length + cores));
    worker.send({ index, budgetMs });
  };
  say(`${ALL_TARGETS.length} parsers, ${minutes} minutes on ${cores} cores, at most ${MAX_CASES} cases each`);
  for (let count = 0; count < cores; count += 1) {
    const worker = fork(fileURLToPath(import.meta.url));
    worker.on("message", (result: Done) => {
      done += 1;
      const { name } = targetAt(result.index);
      const elapsed = ((Date.now() - started) / 1000).toFixed(0);
      say(
        `${result.finding === undefined ? "✔" : "✗"} ${done}/${ALL_TARGETS.length}  ${name}: ${result.cases} cases in ${result.seconds.toFixed(1)} s (${elapsed} s so far)`,
      );
      if (result.finding !== undefined) findings.push(result.finding);
      next(worker);
    });
    worker.on("exit", (code, signal) => {
      if (code === 0) return;
      findings.push(`a worker ended (${signal ?? code})`);
      process.exitCode = 1;
    });
    next(worker);
  }
  process.on("beforeExit", () => {
    for (const finding of findings) say(`\n${finding}`);
    const complete = done === ALL_TARGETS.length;
    say(
      `\n${findings.length === 0 && complete ? "Nothing was found." : `${findings.length} findings, ${done} of ${ALL_TARGETS.length} parsers tried.`}`,
    );
    process.exit(findings.length === 0 && complete ? 0 : 1);
  });
}

function work(): void {
  process.on("message", ({ index, budgetMs }: { index: number; budgetMs: number }) => {
    process.send?.({ index, ...fuzzFor(targetAt(index), budgetMs) });
  });
}

function fuzzFor(target: Target, budgetMs: number): Omit<Done, "index"> {
  const start = Date.now();
  const seconds = () => (Date.now() - start) / 1000;
  let cases = 0;
  try {
    while (cases < MAX_CASES && Date.now() - start < budgetMs) {
      fuzz(target, { cases: CASES_AT_ONCE, seed: (start + cases) & 0x7fffffff });
      cases += CASES_AT_ONCE;
    }
    return { cases, seconds: seconds() };
  } catch (error) {
    const finding = error instanceof FuzzFinding ? error.message : String(error);
    return { cases, seconds: seconds(), finding };
  }
}

function targetAt(index: number): Target {
  const target = ALL_TARGETS[index];
  if (!target) throw new RangeError(`there is no parser ${index}`);
  return target;
}

function options(): { minutes: number; cores: number } {
  const { values } = parseArgs({ options: { minutes: { type: "string", default: "10" } } });
  const minutes = Number(values.minutes);
  if (!(minutes > 0 && minutes <= 24 * 60)) throw new RangeError("--minutes takes a number, at most 1440");
  return { minutes, cores: availableParallelism() };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
