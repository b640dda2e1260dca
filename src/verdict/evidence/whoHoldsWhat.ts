import { markerId, secretsOf } from "../../run/secrets.ts";
import { type EventOf, eventsOf, type TraceEvent } from "../../trace/events.ts";
import type { ActorName } from "../../trace/parties.ts";
import type { Basis } from "../contract.ts";

/** The actors whose memory is searched. The conductor is told every secret, and is none of them. */
export const SUBJECTS = ["alice", "bob", "server", "network"] as const;
type Subject = (typeof SUBJECTS)[number];

/** One secret's row in the table "who holds what". */
export interface HeldSecret {
  /** As `memory-searched` facts name it. */
  readonly id: string;
  readonly what: "marker" | "certificate-key" | "session-secret";
  /** For a person: whose it is. */
  readonly label: string;
  /** The actors that reported the secret as theirs, or in which the marker was planted. */
  readonly holders: readonly ActorName[];
  /** The trace lines by which they did. */
  readonly basis: Basis;
  /** Per actor: occurrences in all encodings, and the bytes that were searched. Undefined where nobody searched for it. */
  readonly found: Readonly<Record<Subject, Holding | undefined>>;
}

export interface Holding {
  readonly count: number;
  readonly bytes: number;
  /** The encodings in which it was found. */
  readonly encodings: readonly string[];
}

/**
 * Who held which secret in memory, at the moment of the search: every marker, certificate key and session secret of
 * the run against every actor. A count above zero shows that the actor held it. Zero shows only that it did not stand
 * there in an encoding that was searched for.
 */
export function whoHoldsWhat(trace: readonly TraceEvent[]): HeldSecret[] {
  const searches = eventsOf(trace, "memory-searched");
  const markers = SUBJECTS.map((actor) => ({
    id: markerId(actor),
    what: "marker" as const,
    label: `marker planted in ${actor}`,
    holders: [actor],
    basis: [],
  }));
  const secrets = secretsOf(trace).map((secret) => ({
    id: secret.id,
    what: secret.what,
    label:
      secret.what === "certificate-key"
        ? `certificate key of ${secret.owner}`
        : `session secret of ${secret.owners.join(" and ")}`,
    holders: secret.holders,
    basis: [...secret.basis],
  }));
  return [...markers, ...secrets].map((row) => ({
    ...row,
    found: {
      alice: holding(searches, "alice", row.id),
      bob: holding(searches, "bob", row.id),
      server: holding(searches, "server", row.id),
      network: holding(searches, "network", row.id),
    },
  }));
}

/** The actors in which a secret was found, in the order of SUBJECTS. */
export function foundIn({ found }: HeldSecret): Subject[] {
  return SUBJECTS.filter((actor) => (found[actor]?.count ?? 0) > 0);
}

/** Was the secret searched for in every actor? Without that, "nowhere else" means nothing. */
export function isSearchedEverywhere({ found }: HeldSecret): boolean {
  return SUBJECTS.every((actor) => found[actor] !== undefined);
}

/** Did the search work in every actor: each marker in the actor in which it was planted, and in no other? */
export function searchWorked(table: readonly HeldSecret[]): boolean {
  return table
    .filter(({ what }) => what === "marker")
    .every((row) => isSearchedEverywhere(row) && foundIn(row).join() === row.holders.join());
}

/** Why memory says nothing about this run, or undefined if it was searched. */
export function whyNotSearched(trace: readonly TraceEvent[]): string | undefined {
  const missing = eventsOf(trace, "instrument-missing").find(
    ({ instrument }) => instrument === "memory-search",
  );
  if (missing) return `memory was not searched: ${missing.because}`;
  return eventsOf(trace, "memory-searched").length === 0 ? "memory was not searched in this run" : undefined;
}

function holding(
  searches: readonly EventOf<"memory-searched">[],
  actor: Subject,
  id: string,
): Holding | undefined {
  const search = searches.find(({ subject }) => subject === actor);
  const hits = search?.hits.filter(({ secret }) => secret === id) ?? [];
  if (!search || hits.length === 0) return undefined;
  return {
    count: hits.reduce((sum, { count }) => sum + count, 0),
    bytes: search.bytes,
    encodings: hits.flatMap(({ encoding, count }) => (count > 0 ? encoding : [])),
  };
}
