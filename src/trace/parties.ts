/** One operating-system process with one part in a run. The conductor starts and times the others and takes no part. */
export const ACTORS = ["conductor", "alice", "bob", "server", "network"] as const;
export type ActorName = (typeof ACTORS)[number];

export const PEERS = ["alice", "bob"] as const;
export type PeerName = (typeof PEERS)[number];

export const PEER_NAMES: Readonly<Record<PeerName, string>> = { alice: "Alice", bob: "Bob" };

export function counterpartOf(peer: PeerName): PeerName {
  return peer === "alice" ? "bob" : "alice";
}

export function isPeer(name: string): name is PeerName {
  return PEERS.some((peer) => peer === name);
}

/** Who can own a UDP socket behind the network: a peer, or one leg of an attacker in the middle. */
export const ENDS = ["alice", "bob", "alice-leg", "bob-leg"] as const;
export type EndName = (typeof ENDS)[number];

/** A leg is named after the peer that it faces. */
export type LegName = Exclude<EndName, PeerName>;

export function legOf(peer: PeerName): LegName {
  return peer === "alice" ? "alice-leg" : "bob-leg";
}

/** The peer that an end belongs to or faces. */
export function peerOf(end: EndName): PeerName {
  return end === "alice" || end === "alice-leg" ? "alice" : "bob";
}

/** As they are named inside a sentence. */
export const ACTOR_NAMES: Readonly<Record<ActorName, string>> = {
  ...PEER_NAMES,
  server: "the server",
  network: "the network",
  conductor: "the conductor",
};
