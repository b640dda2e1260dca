import type { Evidence, Holder } from "../../contract/evidence.ts";
import { PEER_NAMES } from "../../trace/parties.ts";

export type Holding = Evidence["holdings"][number];
export type HoldingCell = Holding["cells"]["alice"];

/** Who has a column: the attacker on the path only in a run that has one. */
export function holdersOf(holdings: readonly Holding[]): Holder[] {
  const withAttacker = holdings.some(({ cells }) => cells.attacker !== undefined);
  return ["alice", "bob", "server", "recording", ...(withAttacker ? (["attacker"] as const) : [])];
}

export const HOLDER_NAMES: Readonly<Record<Holder, string>> = {
  ...PEER_NAMES,
  server: "Server",
  recording: "Recording",
  attacker: "Attacker on the path",
};

/**
 * How somebody holds something, or does not. What a party says of itself and what a search found are two things, and so are
 * silence and an empty search: symbol and word tell them apart.
 */
export const HOW_HELD: Readonly<
  Record<HoldingCell["how"], { readonly symbol: string; readonly words: string }>
> = {
  reported: { symbol: "●", words: "yes, self-reported" },
  found: { symbol: "◉", words: "yes, found" },
  given: { symbol: "◆", words: "yes, given" },
  opened: { symbol: "◈", words: "yes, opened" },
  "not-reported": { symbol: "–", words: "not reported" },
  "not-found": { symbol: "○", words: "searched, not found" },
  unknown: { symbol: "?", words: "unknown" },
};

export const HOLDINGS_INTRODUCTION =
  "“Not reported” is a party's own silence, and nobody searched. “Searched, not found” means: the same search that finds what it must find found nothing here, in any encoding that it knows. " +
  "The recording is what was kept on the network; server and recording together are what the operator has.";
