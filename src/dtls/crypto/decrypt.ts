import type { Association, EncryptedRecord, Side } from "../handshake/association.ts";
import { transcriptBefore } from "../handshake/transcript.ts";
import { suiteOf } from "../handshake/version.ts";
import type { CipherSuite } from "../wire/registry.ts";
import {
  extendedMasterSecret,
  keyBlock,
  MASTER_SECRET_LENGTH,
  masterSecret,
  type Randoms,
  type Role,
  transcriptHash,
} from "./keySchedule.ts";
import { type OpenResult, openRecord, type ProtectionKey, protectionKey } from "./protection.ts";

/** "no-handshake": the randoms or a suite are missing (see suiteOf), so no key can be derived and nothing was tried. */
export type Decryption =
  | { readonly kind: "no-handshake" }
  | { readonly kind: "tried"; readonly records: readonly DecryptedRecord[] };

export interface DecryptedRecord extends EncryptedRecord {
  readonly result: OpenResult;
}

/** Opens every record of epoch 1 with the keys that follow from a master secret (RFC 5246 §6.3). */
export function decryptAssociation(association: Association, master: Uint8Array): Decryption {
  const session = sessionOf(association);
  if (session === undefined) return { kind: "no-handshake" };
  const keys = directionKeys(session, master);
  const records = association.encrypted.filter(({ record }) => record.epoch === 1);
  return {
    kind: "tried",
    records: records.map((seen) => ({ ...seen, result: openRecord(keys[seen.from], seen.record) })),
  };
}

/** The keys that each side writes with, from a master secret. Undefined: see "no-handshake". It does not prove that they fit. */
export function associationKeys(
  association: Association,
  master: Uint8Array,
): Readonly<Record<Side, ProtectionKey>> | undefined {
  const session = sessionOf(association);
  return session && directionKeys(session, master);
}

/** How a candidate became a master secret: taken as it is, or as premaster secret through one of two RFCs. */
export type Derivation = "master-secret" | "premaster-rfc5246" | "premaster-rfc7627";

export interface CandidateReport {
  /** Openings that were tried: candidates × derivations × records. 0 means that nothing was tested. */
  readonly attempts: number;
  /** The derivations that this association allowed. RFC 7627 needs all messages up to ClientKeyExchange. */
  readonly derivations: readonly Derivation[];
  /** Records that opened: `candidate` is its index, from 0. */
  readonly successes: readonly CandidateSuccess[];
}

export interface CandidateSuccess {
  readonly candidate: number;
  readonly derivation: Derivation;
  readonly packet: number;
  /** The master secret that the candidate gave: decryptAssociation opens the rest with it. */
  readonly master: Uint8Array;
}

/**
 * Tries each candidate on every application_data record of epoch 1, by three derivations: as the master secret
 * (only if it has 48 bytes), as premaster secret through RFC 5246 §8.1, and as premaster secret through
 * RFC 7627 §4. Both premaster derivations are tried, regardless of what the hellos negotiated.
 * No success shows only that none of these candidates is a secret of this association.
 * Keys are derived once per candidate and derivation; an opening that fails costs about 5 µs.
 */
export function tryCandidates(association: Association, candidates: Iterable<Uint8Array>): CandidateReport {
  const session = sessionOf(association);
  if (session === undefined) return { attempts: 0, derivations: [], successes: [] };
  const derivations = derivationsOf(session, sessionHash(association, session.suite));
  const records = association.encrypted.filter(
    ({ record }) => record.epoch === 1 && record.contentType === "application_data",
  );
  const successes: CandidateSuccess[] = [];
  let attempts = 0;
  let candidate = 0;
  withoutStackTraces(() => {
    for (const secret of candidates) {
      for (const [derivation, derive] of derivations) {
        const master = derive(secret);
        if (master === undefined) continue;
        const keys = directionKeys(session, master);
        attempts += records.length;
        for (const { from, packet, record } of records) {
          if (openRecord(keys[from], record).ok) successes.push({ candidate, derivation, packet, master });
        }
      }
      candidate += 1;
    }
  });
  return { attempts, derivations: [...derivations.keys()], successes };
}

/**
 * node:crypto throws when authentication fails. The stack trace of that error took half the time of a failed attempt.
 */
function withoutStackTraces(work: () => void): void {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

interface Session {
  readonly client: Side;
  readonly suite: CipherSuite;
  readonly randoms: Randoms;
}

function sessionOf(association: Association): Session | undefined {
  const { client, clientHello, serverHello } = association;
  const suite = suiteOf(association);
  if (client === undefined || clientHello === undefined || serverHello === undefined || suite === undefined) {
    return undefined;
  }
  const randoms = { clientRandom: clientHello.value.random, serverRandom: serverHello.value.random };
  return { client, suite, randoms };
}

/** The keys that each side writes with. */
function directionKeys({ client, suite, randoms }: Session, master: Uint8Array): Record<Side, ProtectionKey> {
  const block = keyBlock(suite, master, randoms);
  const role = (side: Side): Role => (side === client ? "client" : "server");
  return { a: protectionKey(suite, block, role("a")), b: protectionKey(suite, block, role("b")) };
}

type Derive = (candidate: Uint8Array) => Uint8Array | undefined;

function derivationsOf({ suite, randoms }: Session, hash: Uint8Array | undefined): Map<Derivation, Derive> {
  const derivations = new Map<Derivation, Derive>([
    ["master-secret", (candidate) => (candidate.length === MASTER_SECRET_LENGTH ? candidate : undefined)],
    ["premaster-rfc5246", (candidate) => masterSecret(suite.prfHash, candidate, randoms)],
  ]);
  if (hash !== undefined) {
    derivations.set("premaster-rfc7627", (candidate) => extendedMasterSecret(suite.prfHash, candidate, hash));
  }
  return derivations;
}

function sessionHash(
  { messages, clientKeyExchange }: Association,
  suite: CipherSuite,
): Uint8Array | undefined {
  if (clientKeyExchange === undefined) return undefined;
  const before = transcriptBefore(messages, clientKeyExchange.message);
  if (before === undefined) return undefined;
  return transcriptHash(suite.prfHash, Buffer.concat([before, clientKeyExchange.message.bytes]));
}
