import { spawnSync } from "node:child_process";
import { performance } from "node:perf_hooks";

/** Where the bench writes what a person reads. It judges nothing: figures and ratios, beside what was aimed at. */
export function say(line = ""): void {
  process.stdout.write(`${line}\n`);
}

export function row(label: string, value: number, unit: string, digits = 2): void {
  say(`  ${label.padEnd(60)} ${value.toFixed(digits).padStart(9)} ${unit}`);
}

/** Of an even number of values, the lower middle one: always a value that was measured. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** Takes turns, A B A B, so that whatever else the machine does weighs on all of them alike. The first turn is not counted. */
export async function inTurn<T>(
  runs: number,
  contestants: readonly (() => Promise<T> | T)[],
): Promise<T[][]> {
  const results: T[][] = contestants.map(() => []);
  for (let turn = 0; turn <= runs; turn += 1) {
    for (const [index, contestant] of contestants.entries()) {
      const result = await contestant();
      if (turn > 0) results[index]?.push(result);
    }
  }
  return results;
}

export interface Timing {
  readonly wallMs: number;
  /** By the wall clock, in milliseconds since 1970. */
  readonly startedAt: number;
}

/** Runs a program to its end. @throws Error with the program's last words when it fails. */
export function timeProgram(program: string, words: readonly string[]): Timing {
  const startedAt = Date.now();
  const start = performance.now();
  const { status, error, stderr } = spawnSync(program, words, {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0)
    throw new Error(`${program} ${words.join(" ")} failed: ${error?.message ?? stderr.trim()}`);
  return { wallMs: performance.now() - start, startedAt };
}

/** Pair by pair, so that a drift of the machine's speed cancels out. */
export function ratio(a: readonly number[], b: readonly number[]): number {
  return median(a.map((value, index) => value / (b[index] ?? Number.NaN)));
}
