import type { Lane } from "../../sequence/row.ts";

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

/** Columns of text that fit between a peer and the server. */
export const GAP_COLUMNS = 32;
