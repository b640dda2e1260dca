import { readdirSync, readFileSync } from "node:fs";

/** A process and all that it started, and those started, as far as they run: a browser is a dozen. Linux only. */
export function processesOf(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync("/proc")) {
    const parent = /^\d+$/.test(name) ? parentOf(name) : undefined;
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found = [pid];
  for (const one of found) found.push(...(children.get(one) ?? []));
  return found;
}

/** Also of one that nobody has waited for yet. */
export function hasEnded(pid: number): boolean {
  const state = statOf(String(pid))?.[0];
  return state === undefined || state === "Z" || state === "X";
}

function parentOf(name: string): number | undefined {
  const parent = statOf(name)?.[1];
  return parent === undefined ? undefined : Number(parent);
}

/** proc(5), /proc/pid/stat: from the third field, its state. The program's name before it may hold anything. Undefined: it has ended. */
function statOf(name: string): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, "latin1");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}
