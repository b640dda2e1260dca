import type { Aligned } from "./align.ts";
import type { StepRow } from "./rowAspects.ts";
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
  /** What it is made of: of a flight, each of its messages. */
  readonly units: readonly string[];
  /** It is a message of what people say, and not of a comparison. */
  readonly isContent: boolean;
}

/**
 * Puts two equal rows that stand at different places beside each other, at the place of the left one. Processes act side by
 * side, so who comes first is chance. What is no chance is how much content had been said before: a comparison that comes
 * after the first message is another one than one that comes before it.
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
  const [{ stage, isContent }] = own;
  if (stage !== "conversation") return true;
  return !isContent && contentBefore(own) === contentBefore(other);
}

function contentBefore([item, among]: Placed): number {
  return among.slice(0, among.indexOf(item)).filter(({ isContent }) => isContent).length;
}

/** Candidates and lost datagrams come again as chance has it: what the other run has too is no difference. */
export function repeats({ stage, units }: Item, others: readonly Item[]): boolean {
  if (stage === "conversation") return false;
  const known = new Set(others.flatMap((other) => other.units));
  return units.every((unit) => known.has(unit));
}
