/** Two lists beside each other: items of one place stand in one row, and an item without a counterpart alone. */
export type Aligned<T> =
  | { readonly left: T; readonly right: T }
  | { readonly left: T; readonly right: undefined }
  | { readonly left: undefined; readonly right: T };

export interface Likeness<T> {
  /** Items that read the same. */
  readonly exact: (item: T) => string;
  /** Items of which one may stand in the other's place. */
  readonly alike: (item: T) => string;
}

/** One equal pair is worth more than some alike ones. */
const EXACT = 10;
const ALIKE = 2;

/**
 * Puts as many equal items as possible into common rows, and then as many alike ones, in the order of both lists. Its cost grows
 * with the product of the lengths, so callers bound them.
 */
export function align<T>(left: readonly T[], right: readonly T[], likeness: Likeness<T>): Aligned<T>[] {
  const worth = worthOf(left, right, likeness);
  // best[i][j]: what the rest from left[i] and right[j] on is worth at most.
  const best = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  const at = (i: number, j: number) => best[i]?.[j] ?? 0;
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      const both = worth(i, j);
      const row = best[i];
      if (row) row[j] = Math.max(at(i + 1, j), at(i, j + 1), both === 0 ? 0 : both + at(i + 1, j + 1));
    }
  }
  const rows: Aligned<T>[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    const [own, other] = [left[i], right[j]];
    const both = own !== undefined && other !== undefined ? worth(i, j) : 0;
    if (own !== undefined && other !== undefined && both > 0 && at(i, j) === both + at(i + 1, j + 1)) {
      rows.push({ left: own, right: other });
      i += 1;
      j += 1;
    } else if (own !== undefined && (other === undefined || at(i, j) === at(i + 1, j))) {
      rows.push({ left: own, right: undefined });
      i += 1;
    } else if (other !== undefined) {
      rows.push({ left: undefined, right: other });
      j += 1;
    }
  }
  return rows;
}

function worthOf<T>(left: readonly T[], right: readonly T[], { exact, alike }: Likeness<T>) {
  const keys = (items: readonly T[]) => items.map((item) => ({ exact: exact(item), alike: alike(item) }));
  const [ours, theirs] = [keys(left), keys(right)];
  return (i: number, j: number): number => {
    const [own, other] = [ours[i], theirs[j]];
    if (own === undefined || other === undefined || own.alike !== other.alike) return 0;
    return own.exact === other.exact ? EXACT : ALIKE;
  };
}
