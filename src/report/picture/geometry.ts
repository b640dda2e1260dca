import type { Attacker, Lane, Row } from "./row.ts";

/** All lengths are in the picture's own units; the page scales them together. */
export const WIDTH = 1080;
export const HEAD_HEIGHT = 64;
/** The server is a band; an attacking one has a leg on each edge. */
export const BAND = { left: 400, right: 600 } as const;
export const CENTRE = 500;
export const TIME_RIGHT = 74;
export const RECORDER = { left: 928, centre: 1002, right: 1076 } as const;
export const LINE = 17;

const LANE_X: Readonly<Record<Lane, number>> = {
  alice: 190,
  "alice-leg": BAND.left,
  server: CENTRE,
  "bob-leg": BAND.right,
  bob: 810,
};

export function laneX(lane: Lane): number {
  return LANE_X[lane];
}

/** Where an arrow between two lanes begins and ends: the server is met at the edge of its band. */
export function span(from: Lane, to: Lane): { readonly start: number; readonly end: number } {
  const towardsRight = laneX(from) < laneX(to);
  const edge = (lane: Lane, onItsRight: boolean): number =>
    lane === "server" ? (onItsRight ? BAND.right : BAND.left) : laneX(lane);
  return { start: edge(from, towardsRight), end: edge(to, !towardsRight) };
}

/** Breaks text into lines of at most `columns`; a word that is too long is cut. Wide characters count twice. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const word of text.split(" ").flatMap((word) => pieces(word, columns))) {
    const width = columnsOf(word);
    if (line !== "" && used + 1 + width > columns) {
      lines.push(line);
      line = "";
      used = 0;
    }
    line = line === "" ? word : `${line} ${word}`;
    used += width + (used === 0 ? 0 : 1);
  }
  return [...lines, line];
}

function pieces(word: string, columns: number): string[] {
  if (columnsOf(word) <= columns) return [word];
  const found: string[] = [];
  let piece = "";
  for (const character of word) {
    if (columnsOf(piece + character) > columns) {
      found.push(piece);
      piece = "";
    }
    piece += character;
  }
  return [...found, piece];
}

function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) columns += (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1;
  return columns;
}

/** Columns of text that fit between a peer and the server, and on the server's band. */
export const GAP_COLUMNS = 32;
export const BAND_COLUMNS = 27;

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
      return 44;
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

export function messageLines(text: string): string[] {
  return wrap(text, GAP_COLUMNS).slice(0, 6);
}

/** A stretch of the server's band: unbroken, and within one call. */
export interface BandPiece {
  readonly from: number;
  readonly to: number;
  readonly attacker: Attacker | undefined;
}

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
