import { type EventOf, eventsOf, type TraceEvent } from "../trace/events.ts";
import type { ActorName } from "../trace/parties.ts";
import { markerId, type RunSecret } from "./secrets.ts";

/** The actors whose memory is searched. The conductor is told every secret, and is none of them. */
export const SUBJECTS = ["alice", "bob", "server", "network"] as const;
export type Subject = (typeof SUBJECTS)[number];

/** What the search of the actors' memory found, at the one moment at which it was made. */
export interface MemorySearch {
  /** One for each actor; empty where nobody searched. `at` is in milliseconds since the run started. */
  readonly searches: readonly Pick<EventOf<"memory-searched">, "seq" | "at" | "pid" | "bytes" | "subject">[];
  /** The processes that were searched are those that the conductor started as these actors. */
  readonly ofTheActors: boolean;
  /** Why there is no search. Undefined: there is one. */
  readonly missing: string | undefined;
  readonly markers: readonly MemoryRow[];
  /** One row for each secret of the run, whether it was searched for or not. */
  readonly secrets: readonly (MemoryRow & { readonly secret: RunSecret })[];
  /** The control: each marker was found in the actor in which it was planted, and in no other. */
  readonly works: boolean;
}

export interface MemoryRow {
  /** The actors that reported the secret as theirs, or in which the marker was planted. */
  readonly holders: readonly ActorName[];
  /** Per actor. Undefined where nobody searched for it. */
  readonly found: Readonly<Record<Subject, MemoryHits | undefined>>;
}

/** Zero shows only that the secret was not there in an encoding that was searched for. */
export interface MemoryHits {
  /** Occurrences in all encodings. Those that the lab's own reporting made are among them. */
  readonly count: number;
  readonly encodings: readonly string[];
  /** Every encoding that was searched for, found or not. */
  readonly sought: readonly string[];
}

export function memoryOf(trace: readonly TraceEvent[], secrets: readonly RunSecret[]): MemorySearch {
  const searches = eventsOf(trace, "memory-searched");
  const started = eventsOf(trace, "actor-started");
  const row = (id: string, holders: readonly ActorName[]): MemoryRow => ({
    holders,
    found: {
      alice: hitsIn(searches, "alice", id),
      bob: hitsIn(searches, "bob", id),
      server: hitsIn(searches, "server", id),
      network: hitsIn(searches, "network", id),
    },
  });
  const markers = SUBJECTS.map((actor) => row(markerId(actor), [actor]));
  return {
    searches,
    ofTheActors: searches.every(({ subject, pid }) =>
      started.some((actor) => actor.name === subject && actor.pid === pid),
    ),
    missing: whyMissing(trace, searches.length),
    markers,
    secrets: secrets.map((secret) => ({ ...row(secret.id, secret.holders), secret })),
    works:
      searches.every(({ bytes }) => bytes > 0) &&
      markers.every((marker) => isSearchedEverywhere(marker) && isWhereItBelongs(marker)),
  };
}

/** The actors in which a secret was found, in the order of SUBJECTS. */
export function foundIn({ found }: MemoryRow): Subject[] {
  return SUBJECTS.filter((actor) => (found[actor]?.count ?? 0) > 0);
}

/** Was the secret searched for in every actor? Without that, "nowhere else" means nothing. */
export function isSearchedEverywhere({ found }: MemoryRow): boolean {
  return SUBJECTS.every((actor) => found[actor] !== undefined);
}

/** Found in the actors that must hold it, and in no other. */
export function isWhereItBelongs(row: MemoryRow): boolean {
  return foundIn(row).join() === SUBJECTS.filter((actor) => row.holders.includes(actor)).join();
}

function whyMissing(trace: readonly TraceEvent[], searches: number): string | undefined {
  const missing = eventsOf(trace, "instrument-missing").find(
    ({ instrument }) => instrument === "memory-search",
  );
  if (missing) return `memory was not searched: ${missing.because}`;
  return searches === 0 ? "memory was not searched in this run" : undefined;
}

function hitsIn(
  searches: readonly EventOf<"memory-searched">[],
  actor: Subject,
  id: string,
): MemoryHits | undefined {
  const search = searches.find(({ subject }) => subject === actor);
  const hits = search?.hits.filter(({ secret }) => secret === id) ?? [];
  if (!search || hits.length === 0) return undefined;
  return {
    count: hits.reduce((sum, { count }) => sum + count, 0),
    encodings: hits.flatMap(({ encoding, count }) => (count > 0 ? encoding : [])),
    sought: hits.map(({ encoding }) => encoding),
  };
}
