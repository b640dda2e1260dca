import type { Case } from "../../run/case.ts";
import { eventsOf } from "../../trace/events.ts";
import type { Basis, Check } from "../contract.ts";
import {
  foundIn,
  type HeldSecret,
  isSearchedEverywhere,
  searchWorked,
  whoHoldsWhat,
  whyNotSearched,
} from "../evidence/whoHoldsWhat.ts";

/**
 * What the search of the actors' memory showed: its control, then each certificate key and each session secret in the
 * actors that made it and in no other. A secret that was made after the search is not part of it.
 */
export function memory({ trace }: Case): Check[] {
  const table = whoHoldsWhat(trace);
  const markers = table.filter(({ what }) => what === "marker");
  const keys = table.filter((row) => row.what === "certificate-key" && isSearchedEverywhere(row));
  const sessions = table.filter((row) => row.what === "session-secret" && isSearchedEverywhere(row));
  const searches = eventsOf(trace, "memory-searched").map(({ seq }) => seq);
  const why = whyNotSearched(trace);
  const doubt = why ?? (searchWorked(table) ? undefined : "unknown: the search did not find its own markers");
  return [
    check(
      "memory-control",
      "the memory search finds the random marker of each actor in that actor and in no other",
      markers,
      { searches, doubt: why },
    ),
    check("memory-keys", "the private key of each certificate stands in the memory of", keys, {
      searches,
      doubt: doubt ?? (keys.length === 0 ? "no key had been made" : undefined),
    }),
    check(
      "memory-session-secrets",
      "while the link is up, each session secret stands in the memory of",
      sessions,
      {
        searches,
        doubt: doubt ?? (sessions.length === 0 ? "no link was up to search in" : undefined),
      },
    ),
  ];
}

function check(
  id: string,
  claim: string,
  rows: readonly HeldSecret[],
  { searches, doubt }: { searches: Basis; doubt: string | undefined },
): Check {
  const expected = rows.map((row) => `${row.label}: ${list(row.holders)}`).join("; ");
  const observed = rows.map((row) => `${row.label}: ${list(foundIn(row))}`).join("; ");
  return {
    id,
    claim,
    expected: expected || "its owner, and nobody else",
    observed: doubt ?? observed,
    ok: doubt === undefined ? rows.every(isWhereItBelongs) : null,
    basis: [...searches, ...rows.flatMap(({ basis }) => basis)],
  };
}

function isWhereItBelongs(row: HeldSecret): boolean {
  return isSearchedEverywhere(row) && list(foundIn(row)) === list(row.holders);
}

function list(actors: readonly string[]): string {
  return actors.length === 0 ? "nobody" : actors.toSorted().join(" and ");
}
