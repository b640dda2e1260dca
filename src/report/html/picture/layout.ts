import type { Attacker } from "../../../run/calls.ts";
import type { Row } from "../../sequence/row.ts";
import { GAP_COLUMNS, HEAD_HEIGHT, LINE } from "./geometry.ts";
import { wrap } from "./wrap.ts";

/** A row with its place: `y` is its upper edge. */
export interface Placed {
  readonly row: Row;
  readonly y: number;
  readonly height: number;
  /** Milliseconds of silence before it, if they are worth a word. */
  readonly silenceMs: number | undefined;
}

const WORTH_A_WORD_MS = 100;
export const SILENCE_HEIGHT = 26;

/** Gives every row its place, from top to bottom. */
export function place(rows: readonly Row[]): { readonly placed: readonly Placed[]; readonly height: number } {
  let y = HEAD_HEIGHT + 8;
  let last: number | undefined;
  const placed = rows.map((row): Placed => {
    const silence = last === undefined ? 0 : row.at - last;
    const silenceMs = silence >= WORTH_A_WORD_MS ? silence : undefined;
    if (silenceMs !== undefined) y += SILENCE_HEIGHT;
    last = row.at;
    const height = heightOf(row);
    const here = { row, y, height, silenceMs };
    y += height;
    return here;
  });
  return { placed, height: y + 16 + HEAD_HEIGHT };
}

function heightOf(row: Row): number {
  switch (row.kind) {
    case "heading":
      return row.attacker === undefined ? 44 : 60;
    case "note":
      return 12 + LINE * wrap(row.text, GAP_COLUMNS - 2).length;
    case "fold":
      return 34;
    case "message":
      return (
        30 +
        LINE *
          (messageLines(row.text).length +
            (row.replacement === undefined ? 1 : messageLines(row.replacement).length + 1))
      );
    case "arrow":
      return row.medium === "out-of-band"
        ? 84
        : 18 +
            LINE * (wrap(row.text, GAP_COLUMNS).length + (row.certificate ? 1 : 0) + (row.changed ? 1 : 0));
  }
}

/** A message's text as lines that fit beside the server; of a long one the beginning. */
export function messageLines(text: string): string[] {
  return wrap(text, GAP_COLUMNS).slice(0, 6);
}

/** A stretch of a band: unbroken, and within one call. */
export interface BandPiece {
  readonly from: number;
  readonly to: number;
  readonly attacker: Attacker | undefined;
}

/** The bands between the peers, broken where a row passes beside the call. */
export function bandPieces(placed: readonly Placed[], height: number): BandPiece[] {
  const pieces: BandPiece[] = [];
  let from = 0;
  let attacker: Attacker | undefined;
  const close = (to: number): void => {
    if (to > from) pieces.push({ from, to, attacker });
  };
  for (const { row, y, height: own } of placed) {
    if (row.kind === "heading") {
      close(y + 12);
      from = y + 12;
      attacker = row.attacker;
    } else if (row.kind === "arrow" && row.medium === "out-of-band") {
      close(y);
      from = y + own;
    }
  }
  close(height);
  return pieces;
}
