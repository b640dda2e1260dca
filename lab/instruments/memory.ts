import { spawn } from "node:child_process";
import type { RunSecret } from "../../src/run/secrets.ts";
import type { FactOf } from "../../src/trace/events.ts";
import type { Role } from "../actors/protocol.ts";
import { type Encoding, encodingsOf, markerEncodings } from "./memoryEncodings.ts";
import { PatternSearch } from "./patternSearch.ts";
import { MemoryUnreadable, readMemory, whileStopped } from "./processMemory.ts";
import { hasEnded, processesOf } from "./processTree.ts";

/** An actor whose memory is to be searched, and the marker (hexadecimal) that was planted in it. */
export interface Subject {
  readonly name: Role;
  readonly pid: number;
  readonly marker: string;
}

/**
 * Searches the memory of each actor, with all processes that it started, for every secret and every actor's marker, and yields a fact for each actor. Each
 * one stands still for the moment in which it is read. A secret that nobody holds any more, or holds in another form,
 * is not found. Where memory cannot be read, the last fact says why.
 * @throws Error when a private key cannot be parsed
 */
export function* searchMemory(
  subjects: readonly Subject[],
  secrets: readonly RunSecret[],
): Generator<FactOf<"memory-searched"> | FactOf<"instrument-missing">, void, undefined> {
  if (process.platform !== "linux") return yield missing(`this system is ${process.platform}, not Linux`);
  const encodings = [
    ...subjects.flatMap(({ name, marker }) => markerEncodings(name, marker)),
    ...secrets.flatMap(encodingsOf),
  ];
  const relax = guard(subjects.flatMap(({ pid }) => processesOf(pid)));
  try {
    for (const subject of subjects) yield searchOne(subject, encodings);
  } catch (error) {
    if (!(error instanceof MemoryUnreadable)) throw error;
    yield missing(error.message);
  } finally {
    relax();
  }
}

function searchOne({ name, pid }: Subject, encodings: readonly Encoding[]): FactOf<"memory-searched"> {
  const search = new PatternSearch(encodings.map(({ pattern }) => pattern));
  const visit = (window: Uint8Array, starts: number) => search.count(window, starts);
  const bytes = processesOf(pid)
    .map((each) => {
      const read = () => readMemory(each, search.longest, visit);
      return each === pid ? whileStopped(each, read) : readUnlessEnded(each, read);
    })
    .reduce((sum, read) => sum + read, 0);
  const hits = encodings.map(({ secret, encoding }, index) => ({
    secret,
    encoding,
    count: search.counts[index] ?? 0,
  }));
  return { kind: "memory-searched", subject: name, pid, bytes, hits };
}

/** Of what an actor started: a browser ends processes of its own at any time. What has ended has no memory. */
function readUnlessEnded(pid: number, read: () => number): number {
  try {
    return whileStopped(pid, read);
  } catch (error) {
    if (error instanceof MemoryUnreadable && hasEnded(pid)) return 0;
    throw error;
  }
}

/**
 * If the conductor is killed while an actor stands still, nobody else would let that actor go on. A shell does: its
 * standard input ends with the conductor. Returns the function that ends the shell.
 */
function guard(pids: readonly number[]): () => void {
  const shell = spawn("/bin/sh", ["-c", 'read -r _ || kill -CONT "$@"', "sh", ...pids.map(String)], {
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.on("error", () => undefined);
  shell.stdin.on("error", () => undefined);
  return () => shell.stdin.end("\n");
}

function missing(because: string): FactOf<"instrument-missing"> {
  return { kind: "instrument-missing", instrument: "memory-search", because };
}
