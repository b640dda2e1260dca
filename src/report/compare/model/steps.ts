import type { Page } from "../../model/page.ts";
import type { Heading } from "../../sequence/row.ts";
import { pictureRows } from "../../sequence/rows.ts";
import { align } from "./align.ts";
import { Roles } from "./roles.ts";
import { aspectsOf, differingAspects, likenessOf, placeOf, type StepRow, unitsOf } from "./rowAspects.ts";
import { type Item, pairMoved, repeats } from "./sameElsewhere.ts";
import { type MomentKind, STAGES, type Stage, stageOf } from "./stages.ts";

/** One row of both pictures: the same in both, different in what `aspects` names, or in one of them alone. */
export type Step =
  /** One side is missing where chance had a run do again what both do, such as sending a lost datagram once more. */
  | { readonly kind: "same"; readonly left: StepRow | undefined; readonly right: StepRow | undefined }
  | {
      readonly kind: "differs";
      readonly left: StepRow;
      readonly right: StepRow;
      readonly aspects: readonly string[];
    }
  | { readonly kind: "left-only"; readonly left: StepRow; readonly right: undefined }
  | { readonly kind: "right-only"; readonly left: undefined; readonly right: StepRow };

export interface ComparedStage {
  readonly stage: Stage;
  readonly steps: readonly Step[];
}

/** One call of both runs. A call that only one of them has is named and not compared. */
export interface ComparedCall {
  readonly number: number;
  readonly left: Heading | undefined;
  readonly right: Heading | undefined;
  readonly stages: readonly ComparedStage[];
}

/**
 * Both sequence pictures side by side: by call, and in a call by what happens, because the order in which processes that
 * run side by side come to act is chance. What is said and compared stays in order of time.
 */
export function compareSteps(left: Page, right: Page): ComparedCall[] {
  const [ours, theirs] = [callsIn(left), callsIn(right)];
  return Array.from({ length: Math.max(ours.length, theirs.length) }, (_, index): ComparedCall => {
    const [own, other] = [ours[index], theirs[index]];
    return {
      number: index + 1,
      left: own?.heading,
      right: other?.heading,
      stages: own && other ? STAGES.flatMap((stage) => comparedStage(stage, own.items, other.items)) : [],
    };
  });
}

interface CallRows {
  readonly heading: Heading;
  readonly items: Item[];
}

/** What stands before the first call, such as the making of the keys, belongs to it. */
function callsIn(page: Page): CallRows[] {
  const known = knownOf(page);
  const before: Item[] = [];
  const calls: CallRows[] = [];
  for (const row of pictureRows(page)) {
    if (row.kind === "heading") calls.push({ heading: row, items: calls.length === 0 ? before : [] });
    else (calls.at(-1)?.items ?? before).push(itemOf(row, known));
  }
  return calls;
}

/** What a row is looked up in. */
interface Known {
  readonly kinds: ReadonlyMap<number, MomentKind>;
  /** The trace lines of what people said. */
  readonly content: ReadonlySet<number>;
  readonly roles: Roles;
}

function knownOf({ run }: Page): Known {
  const content = run.messages.filter(({ purpose }) => purpose === "content");
  return {
    kinds: new Map(run.moments.map(({ event: { seq, kind } }) => [seq, kind])),
    content: new Set(content.flatMap(({ sent, received }) => (sent ?? received)?.seq ?? [])),
    roles: new Roles(run),
  };
}

function itemOf(row: StepRow, { kinds, content, roles }: Known): Item {
  const line = typeof row.source === "number" ? row.source : undefined;
  const kind = line === undefined ? undefined : kinds.get(line);
  const aspects = aspectsOf(row, roles);
  const alike = likenessOf(row, kind);
  const exact = JSON.stringify([alike, ...aspects]);
  const isContent = row.kind === "message" && line !== undefined && content.has(line);
  return { row, stage: stageOf(row, kind), aspects, alike, exact, units: unitsOf(row, exact), isContent };
}

function comparedStage(stage: Stage, left: readonly Item[], right: readonly Item[]): ComparedStage[] {
  const [ours, theirs] = [inOrder(stage, left), inOrder(stage, right)];
  const aligned = align(ours, theirs, { exact: ({ exact }) => exact, alike: ({ alike }) => alike });
  const steps = pairMoved(aligned, ours, theirs).map((row): Step => {
    if (row.left !== undefined && row.right !== undefined) return pairOf(row.left, row.right);
    if (row.left !== undefined) {
      const kind = repeats(row.left, theirs) ? "same" : "left-only";
      return { kind, left: row.left.row, right: undefined };
    }
    const kind = repeats(row.right, ours) ? "same" : "right-only";
    return { kind, left: undefined, right: row.right.row };
  });
  return steps.length === 0 ? [] : [{ stage, steps }];
}

function pairOf(left: Item, right: Item): Step {
  const aspects = differingAspects(left.aspects, right.aspects);
  if (left.exact === right.exact) return { kind: "same", left: left.row, right: right.row };
  return { kind: "differs", left: left.row, right: right.row, aspects };
}

function inOrder(stage: Stage, items: readonly Item[]): Item[] {
  const own = items.filter((item) => item.stage === stage);
  if (stage !== "conversation") return byPlace(own);
  // What follows each other at different parties, and nothing passes between them, has no order of its own.
  return stretches(own).flatMap(byPlace);
}

function byPlace(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => {
    const [one, other] = [placeOf(a.row), placeOf(b.row)];
    return one < other ? -1 : one > other ? 1 : 0;
  });
}

/** Notes in a row, and what is read aloud in a row; each message stands alone. */
function stretches(items: readonly Item[]): Item[][] {
  const all: Item[][] = [];
  for (const item of items) {
    const last = all.at(-1);
    const goesOn = item.row.kind !== "message" && last?.[0]?.row.kind === item.row.kind;
    if (last && goesOn) last.push(item);
    else all.push([item]);
  }
  return all;
}
