import type { Attacker } from "../../run/attacker.ts";
import type { Party } from "../../run/moments.ts";
import type { EndName, PeerName } from "../../trace/parties.ts";
import { isPeer, PEER_NAMES } from "../../trace/parties.ts";

/** Whoever acts, as a sentence begins with it. */
export const PARTY_NAMES: Readonly<Record<Party, string>> = {
  ...PEER_NAMES,
  server: "The server",
  network: "The network",
  "path-attacker": "The attacker on the path",
  conductor: "The conductor",
};

/** The attacker of a call, as a sentence begins with it. */
export const ATTACKER_NAMES: Readonly<Record<Attacker, string>> = {
  server: PARTY_NAMES.server,
  path: PARTY_NAMES["path-attacker"],
};

/** The ends of a connection, as a sentence begins with them. */
export const END_NAMES: Readonly<Record<EndName, string>> = {
  ...PEER_NAMES,
  "alice-leg": "The attacker's leg towards Alice",
  "bob-leg": "The attacker's leg towards Bob",
};

/** Who made a certificate or holds a socket, as it stands inside a sentence. */
export const OWNERS: Readonly<Record<EndName | "unknown", string>> = {
  ...PEER_NAMES,
  "alice-leg": "the attacker, for its leg towards Alice",
  "bob-leg": "the attacker, for its leg towards Bob",
  unknown: "nobody in this run",
};

/** Whose a certificate is. Colours tell these apart; a word always stands beside them. */
export type Owner = PeerName | "attacker" | "unknown";

export function ownerOf(end: EndName | undefined): Owner {
  if (end === undefined) return "unknown";
  return isPeer(end) ? end : "attacker";
}

/** A name that begins a sentence elsewhere, as it stands inside one. */
export function inSentence(name: string): string {
  return name.startsWith("The ") ? `the ${name.slice(4)}` : name;
}

/** A name as the head of a column. */
export function inHeading(name: string): string {
  const bare = name.replace(/^The /, "");
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}
