import { createHash } from "node:crypto";
import { type EventOf, eventsOf, type KeyLogLabel, type TraceEvent } from "../trace/events.ts";
import type { ActorName, EndName } from "../trace/parties.ts";

/** A secret of the run, with the actors that reported it themselves: they must hold it, whoever else does. */
export type RunSecret = {
  /** Names the secret in `memory-searched` facts. Says nothing of its value. */
  readonly id: string;
  /** What protects what: as the memory search and the searches of log and recording look for it. */
  readonly bytes: Uint8Array;
  readonly holders: readonly ActorName[];
  /** The trace lines that reported it. */
  readonly basis: readonly number[];
} & (
  | {
      readonly what: "certificate-key";
      readonly owner: EndName;
      /** PKCS #8. */
      readonly pkcs8: Uint8Array;
    }
  | {
      readonly what: "session-secret";
      readonly label: KeyLogLabel;
      /** The association that it protects. */
      readonly clientRandom: string;
      readonly owners: readonly EndName[];
    }
);

export type CertificateKey = Extract<RunSecret, { what: "certificate-key" }>;
export type SessionSecret = Extract<RunSecret, { what: "session-secret" }>;

/** The certificate keys, then the session secrets that the actors reported, each once, in the order of the trace. */
export function secretsOf(trace: readonly TraceEvent[]): RunSecret[] {
  return [...certificateKeysOf(trace), ...sessionSecretsOf(trace)];
}

function certificateKeysOf(trace: readonly TraceEvent[]): CertificateKey[] {
  const keys = groupBy(eventsOf(trace, "private-key"), ({ owner, pkcs8 }) => `${owner} ${pkcs8}`);
  return keys.map(({ first: { owner, pkcs8 }, all }) => {
    const der = Buffer.from(pkcs8, "base64");
    return {
      what: "certificate-key",
      id: `${owner} certificate key ${digest(pkcs8)}`,
      bytes: privateScalar(der),
      owner,
      pkcs8: der,
      ...reported(all),
    };
  });
}

interface Entry {
  readonly event: EventOf<"session-secrets">;
  readonly label: KeyLogLabel;
  readonly value: string;
}

function sessionSecretsOf(trace: readonly TraceEvent[]): SessionSecret[] {
  const entries = eventsOf(trace, "session-secrets").flatMap((event): Entry[] =>
    event.entries.map(({ label, value }) => ({ event, label, value })),
  );
  // Both ends of an association report one and the same secret.
  const secrets = groupBy(entries, ({ label, value }) => `${label} ${value}`);
  return secrets.map(({ first: { event, label, value }, all }) => ({
    what: "session-secret",
    id: `${SECRET_NAMES[label]} ${digest(value)}`,
    bytes: Buffer.from(value, "hex"),
    label,
    clientRandom: event.clientRandom,
    owners: [...new Set(all.map(({ event }) => event.owner))].toSorted(),
    ...reported(all.map((entry) => entry.event)),
  }));
}

/** What a key log's labels stand for, as people say it. */
export const SECRET_NAMES: Readonly<Record<KeyLogLabel, string>> = {
  CLIENT_RANDOM: "master secret",
  PMS_CLIENT_RANDOM: "premaster secret",
  CLIENT_HANDSHAKE_TRAFFIC_SECRET: "client handshake traffic secret",
  SERVER_HANDSHAKE_TRAFFIC_SECRET: "server handshake traffic secret",
  CLIENT_TRAFFIC_SECRET_0: "client application traffic secret",
  SERVER_TRAFFIC_SECRET_0: "server application traffic secret",
  EXPORTER_SECRET: "exporter secret",
};

/** Names the random marker that the conductor planted in an actor, in `memory-searched` facts. */
export function markerId(actor: ActorName): string {
  return `${actor} marker`;
}

/** The 32-byte scalar of a P-256 key in PKCS #8: the first OCTET STRING of that length (RFC 5915 §3). Of any other key: all of it. */
export function privateScalar(pkcs8: Uint8Array): Uint8Array {
  const der = Buffer.from(pkcs8);
  const at = der.indexOf(Buffer.from([0x04, 0x20]));
  return at === -1 || der.length < at + 34 ? der : der.subarray(at + 2, at + 34);
}

function reported(events: readonly TraceEvent[]): { holders: ActorName[]; basis: number[] } {
  return { holders: [...new Set(events.map(({ actor }) => actor))], basis: events.map(({ seq }) => seq) };
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): { first: T; all: T[] }[] {
  const groups = new Map<string, { first: T; all: T[] }>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.all.push(item);
    else groups.set(key(item), { first: item, all: [item] });
  }
  return [...groups.values()];
}

/** Tells two secrets of one kind apart. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
