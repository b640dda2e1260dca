/**
 * The names that a mistyped word may have meant, best first, at most three. Case, blanks and the writing of
 * file names (`mitmTamper`) make no difference; otherwise one letter in three may be wrong.
 */
export function nearest(word: string, names: readonly string[]): string[] {
  const written = plain(word);
  if (written === "") return [];
  const rated = names.flatMap((name) => {
    const distance = editDistance(written, name);
    if (distance <= Math.max(1, Math.floor(written.length / 3))) return [{ name, distance }];
    return written.length > 2 && name.startsWith(written) ? [{ name, distance: written.length }] : [];
  });
  const best = rated.toSorted((a, b) => a.distance - b.distance);
  return best
    .filter(({ distance }) => distance <= (best[0]?.distance ?? 0) + 1)
    .map(({ name }) => name)
    .slice(0, 3);
}

/** `: did you mean mitm?`, or nothing where no name is near. */
export function didYouMean(word: string, names: readonly string[]): string {
  const near = nearest(word, names);
  return near.length === 0 ? "" : `: did you mean ${near.join(" or ")}?`;
}

function plain(word: string): string {
  const apart = word.trim().replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2");
  return apart.toLowerCase().replaceAll(/[\s_]+/g, "-");
}

/** How many letters must be put in, taken out or replaced, or neighbours exchanged (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(
        (row[j] ?? 0) + 1,
        (next[j - 1] ?? 0) + 1,
        (row[j - 1] ?? 0) + cost,
        swapped ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
