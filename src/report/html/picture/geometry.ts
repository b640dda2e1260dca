import type { Attacker } from "../../../run/calls.ts";
import type { PeerName } from "../../../trace/parties.ts";
import type { Lane, Row } from "../../sequence/row.ts";

/** All lengths are in the picture's own units; the page scales them together. */
export const WIDTH = 1080;
export const HEAD_HEIGHT = 64;
export const TIME_RIGHT = 74;
export const RECORDER = { left: 928, centre: 1002, right: 1076 } as const;
export const LINE = 17;
/** Columns of text that fit between a peer and the band that is nearest to it. */
export const GAP_COLUMNS = 32;

/** A party between the peers: a band, with a leg on each edge if it attacks. */
export interface Band {
  readonly left: number;
  readonly right: number;
}

/** Where the parties stand. A picture has a second band where somebody attacks on the path: that is not the server. */
export interface Geometry {
  readonly peers: Readonly<Record<PeerName, number>>;
  readonly server: Band;
  readonly path: Band | undefined;
}

const WITHOUT_PATH: Geometry = {
  peers: { alice: 190, bob: 810 },
  server: { left: 400, right: 600 },
  path: undefined,
};
const WITH_PATH: Geometry = {
  peers: { alice: 140, bob: 862 },
  server: { left: 372, right: 446 },
  path: { left: 476, right: 652 },
};

export function geometryOf(rows: readonly Row[]): Geometry {
  return rows.some((row) => row.kind === "heading" && row.attacker === "path") ? WITH_PATH : WITHOUT_PATH;
}

/** The bands of a picture, from left to right, each with the attacker that it is or becomes. */
export function bandsOf({ server, path }: Geometry): { readonly band: Band; readonly who: Attacker }[] {
  return [{ band: server, who: "server" }, ...(path ? [{ band: path, who: "path" as const }] : [])];
}

/** The band of whoever attacks a call; of an honest one the server's. */
export function bandOf({ server, path }: Geometry, attacker: Attacker | undefined): Band {
  return attacker === "path" ? (path ?? server) : server;
}

export function centreOf({ left, right }: Band): number {
  return (left + right) / 2;
}

export function middle({ peers }: Geometry): number {
  return (peers.alice + peers.bob) / 2;
}

export function laneX(geometry: Geometry, lane: Lane): number {
  switch (lane) {
    case "alice":
    case "bob":
      return geometry.peers[lane];
    case "server":
      return centreOf(geometry.server);
    case "server-alice-leg":
      return geometry.server.left;
    case "server-bob-leg":
      return geometry.server.right;
    case "path":
      return centreOf(bandOf(geometry, "path"));
    case "path-alice-leg":
      return bandOf(geometry, "path").left;
    case "path-bob-leg":
      return bandOf(geometry, "path").right;
  }
}

/** Where an arrow between two lanes begins and ends: a band is met at its edge. */
export function span(
  geometry: Geometry,
  from: Lane,
  to: Lane,
): { readonly start: number; readonly end: number } {
  const towardsRight = laneX(geometry, from) < laneX(geometry, to);
  const edge = (lane: Lane, onItsRight: boolean): number => {
    if (lane !== "server" && lane !== "path") return laneX(geometry, lane);
    const band = bandOf(geometry, lane === "path" ? "path" : undefined);
    return onItsRight ? band.right : band.left;
  };
  return { start: edge(from, towardsRight), end: edge(to, !towardsRight) };
}

/** The bands that an arrow goes past without touching them. */
export function bandsPassed(geometry: Geometry, from: Lane, to: Lane): Band[] {
  const { start, end } = span(geometry, from, to);
  const [left, right] = start < end ? [start, end] : [end, start];
  return bandsOf(geometry).flatMap(({ band }) => (band.left > left && band.right < right ? band : []));
}
