import type { Attacker } from "../../../run/calls.ts";
import { isPeer } from "../../../trace/parties.ts";
import type { Lane } from "../../sequence/row.ts";

/** Lines of the picture's grid, from left to right: the peers' lifelines, and both edges of each band. */
const LINES = ["alice", "s-left", "s-right", "p-left", "p-right", "bob"] as const;
export type Line = (typeof LINES)[number];

/** What lies between two lines of the grid. */
export interface Span {
  readonly left: Line;
  readonly right: Line;
}

/** A party between the peers. Each of its edges is a leg if it attacks. */
export const BAND_SPANS: Readonly<Record<Attacker, Span>> = {
  server: { left: "s-left", right: "s-right" },
  path: { left: "p-left", right: "p-right" },
};

/** An arrow's way through the grid. */
export interface Way extends Span {
  readonly towards: "left" | "right";
}

/** Where an arrow between two lanes begins and ends: a band is met at its nearer edge. */
export function wayOf(from: Lane, to: Lane): Way {
  const towards = PLACES[from] < PLACES[to] ? "right" : "left";
  const [first, last] = towards === "right" ? [from, to] : [to, from];
  return { left: edgeOf(first, "right"), right: edgeOf(last, "left"), towards };
}

/** In their order from left to right. */
const PLACES: Readonly<Record<Lane, number>> = {
  alice: 0,
  "server-alice-leg": 1,
  server: 2,
  "server-bob-leg": 3,
  "path-alice-leg": 4,
  path: 5,
  "path-bob-leg": 6,
  bob: 7,
};

/** The same way in the other direction. */
export function turned(way: Way): Way {
  return { ...way, towards: way.towards === "right" ? "left" : "right" };
}

function edgeOf(lane: Lane, side: "left" | "right"): Line {
  if (isPeer(lane)) return lane;
  if (lane === "server" || lane === "path") return BAND_SPANS[lane][side];
  const band = BAND_SPANS[lane.startsWith("path") ? "path" : "server"];
  return lane.endsWith("alice-leg") ? band.left : band.right;
}

/** The parties that stand between the peers in a call. An attacker on the path is there in its own calls only. */
export function standingIn(attacker: Attacker | undefined): Attacker[] {
  return attacker === "path" ? ["server", "path"] : ["server"];
}

/** True if the way goes past a band without touching it: that party has no part in it. */
export function passes({ left, right }: Span, who: Attacker): boolean {
  const band = BAND_SPANS[who];
  return LINES.indexOf(left) < LINES.indexOf(band.left) && LINES.indexOf(right) > LINES.indexOf(band.right);
}

/** The gap beside a peer, up to the band that is nearest to it in this call. */
export function gapBeside(peer: "alice" | "bob", attacker: Attacker | undefined): Span {
  const [nearest = "server"] = peer === "alice" ? ["server" as const] : standingIn(attacker).toReversed();
  return peer === "alice"
    ? { left: "alice", right: BAND_SPANS[nearest].left }
    : { left: BAND_SPANS[nearest].right, right: "bob" };
}

/** Where the words of an arrow stand: over all of it, or beside a peer where it goes past somebody. */
export function labelSpan(from: Lane, to: Lane, attacker: Attacker | undefined): Span {
  const way = wayOf(from, to);
  if (!standingIn(attacker).some((who) => passes(way, who))) return way;
  if (isPeer(from)) return gapBeside(from, attacker);
  return isPeer(to) ? gapBeside(to, attacker) : way;
}

/** The two classes that place an element. The page's policy forbids style attributes. */
export function placed({ left, right }: Span): string {
  return `l-${left} r-${right}`;
}

/** The rules of these classes. */
export const PLACEMENT = LINES.map(
  (line) => `.l-${line} { grid-column-start: ${line}; } .r-${line} { grid-column-end: ${line}; }`,
).join("\n");
