import { createHash } from "node:crypto";
import { eventsOf, type TraceEvent } from "../trace/events.ts";
import type { ActorName, EndName } from "../trace/parties.ts";

/** A secret of the run, with the actors that reported it themselves: they must hold it, whoever else does. */
export type RunSecret = {
  /** Names the secret in `memory-searched` facts. Says nothing of its value. */
  readonly id: string;
  readonly holders: readonly ActorName[];
  /** The trace lines that reported it. */
  readonly basis: readonly number[];
} & (
  | { readonly what: "certificate-key"; readonly owner: EndName; readonly pkcs8: Uint8Array }
  | {
      readonly what: "session-secret";
      readonly owners: readonly EndName[];
      readonly masterSecret: Uint8Array;
    }
);

/** The certificate keys, then the session secrets that the actors reported, each once, in the order of the trace. */
export function secretsOf(trace: readonly TraceEvent[]): RunSecret[] {
  const keys = groupBy(eventsOf(trace, "private-key"), ({ owner, pkcs8 }) => `${owner} ${pkcs8}`);
  const sessions = groupBy(eventsOf(trace, "session-secret"), ({ masterSecret }) => masterSecret);
  return [
    ...keys.map(
      ({ first: { owner, pkcs8 }, all }): RunSecret => ({
        what: "certificate-key",
        id: `${owner} certificate key ${digest(pkcs8)}`,
        owner,
        pkcs8: Buffer.from(pkcs8, "base64"),
        ...reported(all),
      }),
    ),
    ...sessions.map(
      ({ first: { masterSecret }, all }): RunSecret => ({
        what: "session-secret",
        id: `session secret ${digest(masterSecret)}`,
        owners: [...new Set(all.map(({ owner }) => owner))].toSorted(),
        masterSecret: Buffer.from(masterSecret, "hex"),
        ...reported(all),
      }),
    ),
  ];
}

/** Names the random marker that the conductor planted in an actor, in `memory-searched` facts. */
export function markerId(actor: ActorName): string {
  return `${actor} marker`;
}

function reported(events: readonly TraceEvent[]): { holders: ActorName[]; basis: number[] } {
  return { holders: [...new Set(events.map(({ actor }) => actor))], basis: events.map(({ seq }) => seq) };
}

/** Two ends of an association report one and the same secret. */
function groupBy<T>(events: readonly T[], key: (event: T) => string): { first: T; all: T[] }[] {
  const groups = new Map<string, { first: T; all: T[] }>();
  for (const event of events) {
    const group = groups.get(key(event));
    if (group) group.all.push(event);
    else groups.set(key(event), { first: event, all: [event] });
  }
  return [...groups.values()];
}

/** Tells two keys of one owner apart. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
