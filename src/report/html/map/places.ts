import type { PeerName } from "../../../trace/parties.ts";

/** The map's own units. It is drawn as wide as a phone's page, so that its text stays readable there. */
export const VIEW = { width: 480, height: 346 } as const;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const PARTIES = {
  alice: { x: 2, y: 150, width: 98, height: 92 },
  bob: { x: 380, y: 150, width: 98, height: 92 },
  server: { x: 174, y: 40, width: 132, height: 70 },
  /** A server that attacks reaches down to where the packets pass. */
  attackingServer: { x: 174, y: 40, width: 132, height: 202 },
  pathAttacker: { x: 174, y: 150, width: 132, height: 92 },
  network: { x: 112, y: 132, width: 256, height: 140 },
  recorder: { x: 112, y: 292, width: 256, height: 52 },
} as const satisfies Record<string, Box>;

/** The height at which the packets pass, and half the width of a tunnel. */
export const PATH = { y: 206, half: 13 } as const;

export function peerEdge(peer: PeerName): number {
  return peer === "alice" ? PARTIES.alice.x + PARTIES.alice.width : PARTIES.bob.x;
}

export function centreOf({ x, width }: Box): number {
  return x + width / 2;
}
