import { performance } from "node:perf_hooks";
import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext, Script } from "node:vm";
import { Mutator } from "./mutator.ts";

/** One parser, what genuine input looks like, and how it may say no. */
export interface Target {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  /** The errors by which it may refuse its input. Any other one is a crash. */
  readonly refusals: readonly (abstract new (
    ...words: never[]
  ) => Error)[];
  parse(input: Uint8Array): unknown;
}

export interface FuzzReport {
  readonly accepted: number;
  readonly refused: number;
}

export interface Limits {
  /** For a batch of inputs, by the clock. */
  readonly hangMs: number;
  /** For one input, of processor time. */
  readonly slowMs: number;
  /** What one input may take, garbage included. */
  readonly memoryBytes: number;
  /** What may stay in use after all inputs. */
  readonly leakBytes: number;
}

/** What a parser did wrong, and the input that makes it do so again. */
export class FuzzFinding extends Error {
  override readonly name = "FuzzFinding";
  readonly kind: "crash" | "hang" | "slow" | "memory" | "leak";
  readonly input: Uint8Array;

  constructor(kind: FuzzFinding["kind"], target: string, what: string, input: Uint8Array) {
    super(`${target}: ${kind}: ${what}; input (hex): ${Buffer.from(input).toString("hex").slice(0, 4000)}`);
    this.kind = kind;
    this.input = input;
  }
}

/** Generous, for a slow machine under load; what it must find takes seconds, or never ends. A hang is told by the wall clock. */
const LIMITS: Limits = { hangMs: 40_000, slowMs: 250, memoryBytes: 64 << 20, leakBytes: 32 << 20 };
const BATCH = 500;

/**
 * Gives a parser `cases` inputs that `seed` decides: random ones and mutated genuine ones. Each may be accepted or
 * refused by the parser's own error, in bounded time and memory. It proves nothing about inputs that it did not try.
 * @throws FuzzFinding at the first fault.
 */
export function fuzz(
  target: Target,
  { cases, seed, limits = LIMITS }: { cases: number; seed: number; limits?: Limits },
): FuzzReport {
  const mutator = new Mutator(target.seeds, seed);
  const before = heapBytes("collected");
  const tally = { accepted: 0, refused: 0 };
  let input: Uint8Array = new Uint8Array();
  const batch = () => {
    for (let left = Math.min(BATCH, cases - tally.accepted - tally.refused); left > 0; left -= 1) {
      input = mutator.next();
      tally[attempt(target, input, limits)] += 1;
    }
  };
  while (tally.accepted + tally.refused < cases) {
    try {
      BATCH_CALL.runInNewContext({ batch }, { timeout: limits.hangMs });
    } catch (error) {
      if (isTimeout(error))
        throw new FuzzFinding("hang", target.name, `no end after ${limits.hangMs} ms`, input);
      throw error;
    }
  }
  const grown = heapBytes("collected") - before;
  if (grown > limits.leakBytes)
    throw new FuzzFinding("leak", target.name, `${grown} bytes stayed in use`, input);
  return tally;
}

function attempt(target: Target, input: Uint8Array, limits: Limits): keyof FuzzReport {
  const held = heapBytes();
  const start = performance.now();
  const outcome = parseOnce(target, input);
  const grown = heapBytes() - held;
  if (grown > limits.memoryBytes) throw new FuzzFinding("memory", target.name, `took ${grown} bytes`, input);
  if (performance.now() - start > limits.slowMs && isSlow(target, input, limits.slowMs)) {
    throw new FuzzFinding("slow", target.name, `more than ${limits.slowMs} ms of processor time`, input);
  }
  return outcome;
}

function parseOnce(target: Target, input: Uint8Array): keyof FuzzReport {
  try {
    target.parse(input);
    return "accepted";
  } catch (error) {
    if (target.refusals.some((refusal) => error instanceof refusal)) return "refused";
    if (isTimeout(error)) throw error;
    throw new FuzzFinding("crash", target.name, String(error instanceof Error ? error.stack : error), input);
  }
}

/** Once may be the machine's fault. */
function isSlow(target: Target, input: Uint8Array, limitMs: number): boolean {
  const times = [1, 2, 3].map(() => {
    const before = process.cpuUsage();
    parseOnce(target, input);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times) > limitMs;
}

/** Only code that a vm started can be stopped from outside in the middle of a loop. */
const BATCH_CALL = new Script("batch()");
/** Node hands out the garbage collector to contexts that are made after this flag. */
setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

/** The error comes from the other context, so it is no instance of this one's Error. */
function isTimeout(error: unknown): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "code" in error &&
    error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}

/** With buffers. "collected": what is left without the garbage. */
function heapBytes(when?: "collected"): number {
  if (when === "collected") collectGarbage();
  const { used_heap_size, external_memory } = getHeapStatistics();
  return used_heap_size + external_memory;
}
