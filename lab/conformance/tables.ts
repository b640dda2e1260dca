import { availableParallelism } from "node:os";
import type { Arguments } from "./arguments.ts";
import type { AttackCell } from "./attacks/attackCell.ts";
import { victimCells } from "./attacks/victim.ts";
import { FEATURES } from "./features/index.ts";
import { isOurs } from "./outcome.ts";
import { type Cell, Pair, type UsableStack, versionOf } from "./pair.ts";
import { Progress } from "./progress.ts";
import type { Conformance, StackRow } from "./result.ts";
import { findStack, STACK_TITLES, type StackId } from "./stacks.ts";

interface World {
  /** For what has to be compiled. */
  readonly temporary: string;
  readonly progress: (line: string) => void;
}

/** Both tables: every ordered pair of the stacks that are here, and each attack on each of them. */
export async function runTables(wanted: Arguments, { temporary, progress }: World): Promise<Conformance> {
  const startedAt = new Date();
  const stacks = await Promise.all(wanted.stacks.map((id) => tried(id, temporary)));
  const usable = stacks.flatMap((stack): UsableStack[] => ("command" in stack ? [stack] : []));
  const features = FEATURES.filter(({ id }) => wanted.features.includes(id));
  const pairs = usable.flatMap((offerer) => usable.map((answerer) => ({ offerer, answerer })));
  const victims = wanted.attacks ? usable : [];
  const told = new Progress(pairs.length + victims.length, progress);
  const cells: Cell[] = [];
  const attacks: AttackCell[] = [];
  const ofPair = async ({ offerer, answerer }: (typeof pairs)[number]) => {
    const pair = new Pair(offerer, answerer);
    const own: Cell[] = [];
    try {
      for (const feature of features) own.push(await pair.cell(feature));
    } finally {
      await pair.end();
    }
    cells.push(...own);
    told.done(`${STACK_TITLES[offerer.id]} → ${STACK_TITLES[answerer.id]}: ${shortly(own)}`);
  };
  const ofVictim = async (stack: UsableStack) => {
    const pair = new Pair(stack, stack);
    try {
      attacks.push(...(await victimCells(pair)));
    } finally {
      await pair.end();
    }
    told.done(`attacks on ${STACK_TITLES[stack.id]}`);
  };
  await atATime(wanted.parallel, [
    ...pairs.map((pair) => () => ofPair(pair)),
    ...victims.map((stack) => () => ofVictim(stack)),
  ]);
  const rank = (id: StackId) => wanted.stacks.indexOf(id);
  return {
    schema: 1,
    generator: "webrtc-mitm-lab",
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    environment: {
      node: process.versions.node,
      platform: `${process.platform} ${process.arch}`,
      processors: availableParallelism(),
    },
    stacks: stacks.map(rowOf),
    features: features.map(({ id, title }) => ({ id, title })),
    cells: cells.toSorted((a, b) => rank(a.offerer) - rank(b.offerer) || rank(a.answerer) - rank(b.answerer)),
    attacks: attacks.toSorted((a, b) => rank(a.stack) - rank(b.stack)),
  };
}

type TriedStack =
  | (UsableStack & { readonly version: string })
  | { readonly id: StackId; readonly missing: string };

/** What is here but does not start is missing too, and the reason is told. */
async function tried(id: StackId, temporary: string): Promise<TriedStack> {
  const found = findStack(id, temporary);
  if (!found.command) return { id, missing: found.missing };
  const stack = { id, command: found.command };
  try {
    return { ...stack, version: await versionOf(stack) };
  } catch (error) {
    return { id, missing: `it does not start: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function rowOf(stack: TriedStack): StackRow {
  const { id } = stack;
  const title = STACK_TITLES[id];
  return "missing" in stack ? { id, title, missing: stack.missing } : { id, title, version: stack.version };
}

async function atATime(count: number, tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const left = tasks.values();
  const worker = async () => {
    for (const task of left) await task();
  };
  await Promise.all(Array.from({ length: count }, worker));
}

function shortly(cells: readonly Cell[]): string {
  const ours = cells.filter(({ outcome }) => isOurs(outcome)).map(({ feature }) => feature);
  const works = cells.filter(({ outcome }) => outcome.outcome.startsWith("works")).length;
  return `${works} of ${cells.length} work${ours.length > 0 ? `; through the interceptor these do not: ${ours.join(", ")}` : ""}`;
}
