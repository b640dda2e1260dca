import { closeSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";

/** The memory of a process cannot be read on this machine. The message says why. */
export class MemoryUnreadable extends Error {
  override readonly name = "MemoryUnreadable";
}

/** Some memory of a process: `starts` bytes, and after them what `overlap` asked for, as far as it is there. */
export type VisitMemory = (window: Uint8Array, starts: number) => void;

/**
 * Shows every page that a process could have written a secret to and that exists: private mappings that are
 * writable or belong to no file (heap, stack, JavaScript's heap, the data of its libraries). Pages that were never
 * touched, and those of program files, are left out. Linux only. Returns the bytes shown.
 *
 * @param overlap how far a window reaches into the next one, in bytes
 * @throws MemoryUnreadable
 */
export function readMemory(pid: number, overlap: number, visit: VisitMemory): number {
  return readable(pid, () => {
    const memory = openSync(`/proc/${pid}/mem`, "r");
    try {
      let bytes = 0;
      for (const { start, end } of presentRanges(pid)) {
        for (let at = start; at < end; at += CHUNK) {
          const starts = Math.min(CHUNK, end - at);
          const wanted = Math.min(starts + overlap, end - at, WINDOW.length);
          const read = readSync(memory, WINDOW, 0, wanted, at);
          if (read < starts) throw new MemoryUnreadable(`the memory of process ${pid} ends early`);
          visit(WINDOW.subarray(0, read), starts);
          bytes += starts;
        }
      }
      return bytes;
    } finally {
      closeSync(memory);
    }
  });
}

/**
 * Stops a process for as long as `work` takes, which must be synchronous, and always lets it go on. While it
 * stands still nothing can move from a page that was not read yet to one that was.
 * @throws MemoryUnreadable when the process does not stop
 */
export function whileStopped<T>(pid: number, work: () => T): T {
  return readable(pid, () => {
    // Somebody else has stopped it, or is about to: not ours to continue.
    const theirs = stateOf(pid, pid) === "T";
    if (!theirs) process.kill(pid, "SIGSTOP");
    try {
      const giveUp = performance.now() + STOP_DEADLINE_MS;
      while (!isStopped(pid)) {
        if (performance.now() > giveUp) throw new MemoryUnreadable(`process ${pid} does not stop`);
        Atomics.wait(NEVER, 0, 0, 1);
      }
      return work();
    } finally {
      if (!theirs) process.kill(pid, "SIGCONT");
    }
  });
}

interface Range {
  readonly start: number;
  readonly end: number;
}

const PAGE = 4096;
const PAGEMAP_ENTRY = 8;
const CHUNK = 4 << 20;
const MAX_OVERLAP = PAGE;
const STOP_DEADLINE_MS = 1000;
const WINDOW = Buffer.alloc(CHUNK + MAX_OVERLAP);
const NEVER = new Int32Array(new SharedArrayBuffer(4));

/** Neighbouring pages are one range, across the borders of mappings: a secret may cross them. */
function presentRanges(pid: number): Range[] {
  const ranges: Range[] = [];
  const pagemap = openSync(`/proc/${pid}/pagemap`, "r");
  try {
    for (const mapping of mappings(pid)) {
      for (const { start, end } of presentIn(mapping, pagemap)) {
        const last = ranges.at(-1);
        if (last?.end === start) ranges[ranges.length - 1] = { start: last.start, end };
        else ranges.push({ start, end });
      }
    }
  } finally {
    closeSync(pagemap);
  }
  return ranges;
}

/** proc(5), /proc/pid/maps: address range, permissions, offset, device, inode, name. */
function mappings(pid: number): Range[] {
  return readFileSync(`/proc/${pid}/maps`, "utf8")
    .split("\n")
    .flatMap((line) => {
      const [, start, end, permissions = "", inode, name = ""] =
        /^([0-9a-f]+)-([0-9a-f]+) (\S{4}) \S+ \S+ (\d+) *(.*)$/.exec(line) ?? [];
      if (start === undefined || end === undefined) return [];
      const ofFile = inode !== "0";
      const kept = /^r..p/.test(permissions) && (permissions[1] === "w" || !ofFile) && !name.startsWith("[v");
      return kept ? { start: Number.parseInt(start, 16), end: Number.parseInt(end, 16) } : [];
    });
}

/** proc(5), /proc/pid/pagemap: 64 bits a page; bit 63 says that it is in memory, bit 62 that it is swapped out. */
function* presentIn({ start, end }: Range, pagemap: number): Generator<Range> {
  const entries = Buffer.alloc(((end - start) / PAGE) * PAGEMAP_ENTRY);
  const read = readSync(pagemap, entries, 0, entries.length, (start / PAGE) * PAGEMAP_ENTRY);
  let open: number | undefined;
  for (let at = 0; at < read; at += PAGEMAP_ENTRY) {
    const present = ((entries[at + PAGEMAP_ENTRY - 1] ?? 0) & 0xc0) !== 0;
    const address = start + (at / PAGEMAP_ENTRY) * PAGE;
    if (present) open ??= address;
    else if (open !== undefined) {
      yield { start: open, end: address };
      open = undefined;
    }
  }
  if (open !== undefined) yield { start: open, end: start + (read / PAGEMAP_ENTRY) * PAGE };
}

/** All threads, not only the first: collectors of garbage run beside it. */
function isStopped(pid: number): boolean {
  return readdirSync(`/proc/${pid}/task`).every((thread) => stateOf(pid, thread) === "T");
}

/** proc(5), /proc/pid/stat: one letter. The program's name before it, in parentheses, may hold anything. */
function stateOf(pid: number, thread: number | string): string {
  const stat = readFileSync(`/proc/${pid}/task/${thread}/stat`, "latin1");
  return stat.charAt(stat.lastIndexOf(")") + 2);
}

function readable<T>(pid: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof MemoryUnreadable) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new MemoryUnreadable(`the memory of process ${pid} cannot be read (${code})`);
  }
}
