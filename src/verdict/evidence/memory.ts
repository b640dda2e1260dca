import type { Evidence } from "../../contract/evidence.ts";
import { foundIn, isSearchedEverywhere, type MemoryRow } from "../../run/memory.ts";
import type { Run } from "../../run/run.ts";
import { ACTOR_NAMES } from "../../trace/parties.ts";
import { nameOfSecret } from "./secretNames.ts";

/**
 * Which secrets were in which actor's memory at the one moment of the search. Secrets that were made later are not in it.
 * Occurrences are not counted: some are copies that the lab's own reporting made.
 */
export function memory({ memory: search }: Run): Evidence["memory"] {
  const markers = search.markers.map((row) => ({
    row,
    secret: `marker planted in ${row.holders.map((actor) => ACTOR_NAMES[actor]).join(", ")}`,
    basis: [],
  }));
  const secrets = search.secrets.map((row) => ({
    row,
    secret: nameOfSecret(row.secret),
    basis: row.secret.basis,
  }));
  return {
    searched: search.missing === undefined,
    because: search.missing ?? `${search.searches.length} processes were read, one after the other`,
    processes: search.searches.map(({ subject, pid, bytes, seq }) => ({ actor: subject, pid, bytes, seq })),
    rows: [...markers, ...secrets]
      .filter(({ row }) => isSearchedEverywhere(row))
      .map(({ row, secret, basis }) => ({
        secret,
        expectedIn: [...row.holders],
        foundIn: foundIn(row),
        encodings: encodingsOf(row, "encodings"),
        sought: encodingsOf(row, "sought"),
        basis: [...basis],
      })),
  };
}

function encodingsOf({ found }: MemoryRow, which: "encodings" | "sought"): string[] {
  return [...new Set(Object.values(found).flatMap((hits) => hits?.[which] ?? []))];
}
