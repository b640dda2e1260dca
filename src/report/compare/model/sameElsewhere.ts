import type { Aligned } from "./align.ts";
import { actorOf, type StepRow } from "./rowAspects.ts";
import type { Stage } from "./stages.ts";

/** A row with what it is compared by. */
export interface Item {
  readonly row: StepRow;
  readonly stage: Stage;
  readonly aspects: ReadonlyMap<string, string>;
  /** Rows with the same text here are the same in both runs. */
  readonly exact: string;
  /** Rows with the same text here may stand in each other's place. */
  readonly alike: string;
}

/**
 * Puts two equal rows that stand at different places beside each other, at the place of the left one. Two peers act side by
 * side, so who comes first is chance; but the order of one peer's own acts while people speak is none, and stays a difference.
 */
export function pairMoved(
  rows: readonly Aligned<Item>[],
  left: readonly Item[],
  right: readonly Item[],
): Aligned<Item>[] {
  const alone = rows.flatMap((row) => (row.left === undefined ? row.right : []));
  const taken = new Set<Item>();
  const paired = rows.map((row): Aligned<Item> => {
    if (row.left === undefined || row.right !== undefined) return row;
    const own = row.left;
    const partner = alone.find(
      (other) => other.exact === own.exact && !taken.has(other) && isChance([own, left], [other, right]),
    );
    if (partner === undefined) return row;
    taken.add(partner);
    return { left: own, right: partner };
  });
  return paired.filter((row) => row.left !== undefined || !taken.has(row.right));
}

type Placed = readonly [item: Item, among: readonly Item[]];

function isChance(own: Placed, other: Placed): boolean {
  return own[0].stage !== "conversation" || previousAct(own) === previousAct(other);
}

/** What the same actor did just before. */
function previousAct([item, among]: Placed): string | undefined {
  const acts = among.filter(({ row }) => actorOf(row) === actorOf(item.row));
  return acts[acts.indexOf(item) - 1]?.exact;
}

/** Candidates and lost datagrams come again as chance has it: what the other run has too is no difference. */
export function repeats({ stage, exact }: Item, others: readonly Item[]): boolean {
  return stage !== "conversation" && others.some((other) => other.exact === exact);
}
