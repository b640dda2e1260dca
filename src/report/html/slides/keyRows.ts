import type { Arrow, Message, Note, Row } from "../../sequence/row.ts";

export type KeyRow = Arrow | Message | Note;

/**
 * The rows of the picture that a class must have seen, in the picture's order: what was said and what was changed on the
 * way, then what raised an alarm. Comparisons and certificates, and then the rest of the signalling, come whole or
 * not at all: half an exchange would look like something that went missing.
 */
export function keyRows(rows: readonly Row[], most: number): KeyRow[] {
  const rated = rows.flatMap((row, index) => {
    const rank = rankOf(row);
    return rank === undefined || row.kind === "heading" || row.kind === "fold" ? [] : [{ row, rank, index }];
  });
  const kept: typeof rated = [];
  for (const rank of [0, 1, 2, 3]) {
    const ofRank = rated.filter((item) => item.rank === rank);
    const room = most - kept.length;
    if (rank < WHOLE_FROM || ofRank.length <= room) kept.push(...ofRank.slice(0, room));
  }
  return kept.toSorted((a, b) => a.index - b.index).map(({ row }) => row);
}

const WHOLE_FROM = 2;

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
