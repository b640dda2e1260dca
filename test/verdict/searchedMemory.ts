import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { SUBJECTS } from "../../src/run/memory.ts";
import { markerId, secretsOf } from "../../src/run/secrets.ts";
import type { Fact, TraceEvent } from "../../src/trace/events.ts";
import type { ActorName, EndName } from "../../src/trace/parties.ts";
import { selfSigned } from "../dtls/selfSigned.ts";
import { traceOf } from "./cases.ts";

type Reported = readonly [ActorName, Fact];
/** Which secrets, by id, a search finds in an actor. */
export type Finds = (
  actor: (typeof SUBJECTS)[number],
  secret: string,
  holders: readonly ActorName[],
) => boolean;

const keys = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>();

/** What an end reports of the key that it has made. */
export function madeKey(actor: ActorName, owner: EndName): Reported[] {
  const { publicKey, privateKey } = keys.get(owner) ?? generateKeyPairSync("ec", { namedCurve: "P-256" });
  keys.set(owner, { publicKey, privateKey });
  const certificate = Buffer.from(selfSigned(publicKey, privateKey)).toString("base64");
  const pkcs8 = privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
  return [
    [actor, { kind: "key-made", pid: pidOf(actor), owner, algorithm: "ECDSA P-256", certificate }],
    [actor, { kind: "private-key", owner, pkcs8 }],
  ];
}

export function sessionSecret(actor: ActorName, owner: EndName, digits: string): Reported {
  const entries = [{ label: "CLIENT_RANDOM" as const, value: digits.repeat(48) }];
  return [actor, { kind: "session-secrets", owner, clientRandom: digits.repeat(32), entries }];
}

/** Actors, what they made, and a search of the memory of all four; it finds what belongs there, unless told otherwise. */
export function searchedRun(made: readonly Reported[], finds: Finds = belongs): TraceEvent[] {
  const before = traceOf(...SUBJECTS.map(started), ...made);
  const secrets = [
    ...SUBJECTS.map((actor) => ({ id: markerId(actor), holders: [actor] })),
    ...secretsOf(before),
  ];
  const searches = SUBJECTS.map((subject): Reported => {
    const hits = secrets.flatMap(({ id, holders }) => [
      { secret: id, encoding: "raw", count: finds(subject, id, holders) ? 2 : 0 },
      { secret: id, encoding: "hexadecimal", count: 0 },
    ]);
    return ["conductor", { kind: "memory-searched", subject, pid: pidOf(subject), bytes: 1000, hits }];
  });
  return traceOf(...SUBJECTS.map(started), ...made, ...searches);
}

export const belongs: Finds = (actor, _secret, holders) => holders.includes(actor);

/** The same actors, and no search. */
export function unsearchedRun(made: readonly Reported[], because: string): TraceEvent[] {
  return traceOf(...SUBJECTS.map(started), ...made, [
    "conductor",
    { kind: "instrument-missing", instrument: "memory-search", because },
  ]);
}

function started(name: ActorName): Reported {
  return ["conductor", { kind: "actor-started", name, pid: pidOf(name) }];
}

function pidOf(actor: ActorName): number {
  return 100 + ["conductor", ...SUBJECTS].indexOf(actor);
}
