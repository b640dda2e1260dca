import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Ended, but not yet collected by its parent: it runs no more. */
  readonly zombie: boolean;
}

/** The processes that this one started, those that they started, and so on. */
export function descendantsOf(ancestor: number): number[] {
  const table = processTable();
  const childrenOf = (parent: number): number[] =>
    table.filter((entry) => entry.parent === parent).flatMap(({ pid }) => [pid, ...childrenOf(pid)]);
  return childrenOf(ancestor);
}

/** Which of these processes still run. */
export function running(pids: readonly number[]): number[] {
  return processTable()
    .filter(({ pid, zombie }) => pids.includes(pid) && !zombie)
    .map(({ pid }) => pid);
}

/** Asks again and again until the answer is yes. Throws with `what` when it is still no after `limitMs`. */
export async function eventually(what: string, holds: () => boolean, limitMs = 15_000): Promise<void> {
  const limit = performance.now() + limitMs;
  while (!holds()) {
    if (performance.now() > limit) throw new Error(`not within ${limitMs} ms: ${what}`);
    await sleep(10);
  }
}

function processTable(): ProcessEntry[] {
  return existsSync("/proc/self/stat") ? fromProc() : fromPs();
}

function fromProc(): ProcessEntry[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const stat = readStat(name);
      // The name in parentheses may hold anything, spaces and parentheses too: what follows the last one counts.
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return state === undefined || parent === undefined
        ? []
        : { pid: Number(name), parent: Number(parent), zombie: state === "Z" };
    });
}

/** Empty for a process that ended while the table was read. */
function readStat(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return "";
  }
}

function fromPs(): ProcessEntry[] {
  const { stdout } = spawnSync("ps", ["-A", "-o", "pid=,ppid=,stat="], { encoding: "utf8" });
  return stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [pid, parent, state = ""] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), zombie: state.startsWith("Z") };
    });
}
