import type { Arrow, Message, Note, Row } from "../../sequence/row.ts";

export type KeyRow = Arrow | Message | Note;

/**
 * The rows of the picture that a class must have seen, in the picture's order: what was said, what was changed on the
 * way, what raised an alarm, then comparisons and certificates, then the rest of the signalling.
 */
export function keyRows(rows: readonly Row[], most: number): KeyRow[] {
  const rated = rows.flatMap((row, index) => {
    const rank = rankOf(row);
    return rank === undefined || row.kind === "heading" || row.kind === "fold" ? [] : [{ row, rank, index }];
  });
  return rated
    .toSorted((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, most)
    .toSorted((a, b) => a.index - b.index)
    .map(({ row }) => row);
}

/** Undefined: not on a slide at all. */
function rankOf(row: Row): number | undefined {
  switch (row.kind) {
    case "message":
      return 0;
    case "note":
      return row.tone === "bad" ? 1 : undefined;
    case "arrow":
      if (row.isCandidate) return undefined;
      if (row.changed !== undefined) return 0;
      if (row.medium === "out-of-band" || row.certificate) return 2;
      return row.medium === "signalling" ? 3 : undefined;
    case "heading":
    case "fold":
      return undefined;
  }
}
