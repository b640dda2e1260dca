import { type EndName, PEERS, type PeerName } from "../../trace/parties.ts";

export function isPeer(name: string): name is PeerName {
  return PEERS.some((peer) => peer === name);
}

export const PEER_NAMES: Readonly<Record<PeerName, string>> = { alice: "Alice", bob: "Bob" };

/** Who made a certificate or holds a socket, as it stands inside a sentence. */
export const OWNERS: Readonly<Record<EndName | "unknown", string>> = {
  alice: "Alice",
  bob: "Bob",
  "alice-leg": "the attacker, for its leg towards Alice",
  "bob-leg": "the attacker, for its leg towards Bob",
  unknown: "nobody in this run",
};

export type Party = "alice" | "bob" | "attacker" | "unknown";

/** Colours tell parties apart; a word always stands beside them. */
export function partyOf(owner: EndName | undefined): Party {
  if (owner === undefined) return "unknown";
  return isPeer(owner) ? owner : "attacker";
}

/** A name that begins a sentence elsewhere, as it stands inside one. */
export function inSentence(name: string): string {
  return name.startsWith("The ") ? `the ${name.slice(4)}` : name;
}
