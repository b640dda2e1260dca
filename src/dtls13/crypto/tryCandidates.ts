import type { AssociationDatagram } from "../../dtls/handshake/association.ts";
import { readAssociation13 } from "../handshake/association.ts";
import { openWithSharedSecret } from "../handshake/open.ts";
import { transcriptHash } from "../handshake/transcript.ts";
import { type CiphertextRecord, scanRecords13 } from "../wire/record.ts";
import { type ConnectionSecrets, noSecrets } from "./keyLog.ts";
import { handshakeSecrets, hashLength } from "./keySchedule.ts";
import { openRecord13, type RecordKeys, recordKeys } from "./openRecord.ts";

/** How a candidate was used: as a traffic secret of an epoch, or as the shared secret of the key exchange. */
export type Derivation13 = "handshake-traffic-secret" | "application-traffic-secret" | "shared-secret";

export interface CandidateReport13 {
  /** Openings that were tried. 0 means that nothing was tested. */
  readonly attempts: number;
  /** Protected records that they were tried on. */
  readonly records: number;
  readonly successes: readonly CandidateSuccess13[];
}

export interface CandidateSuccess13 {
  /** Its index, from 0. */
  readonly candidate: number;
  readonly derivation: Derivation13;
  readonly packet: number;
  /** The whole of what follows from the candidate: to read the association again with. */
  readonly secrets: ConnectionSecrets;
}

/**
 * Tries each candidate on the first records of each direction and epoch: as traffic secret, where it has the length of the
 * suite's hash, and as shared secret through the key schedule (RFC 8446 §7.1). No success shows only that none of these
 * candidates is such a secret of this association. A shared secret has 32 bytes or more, so shorter ones are not tried as one.
 */
export function tryCandidates13(
  datagrams: readonly AssociationDatagram[],
  candidates: Iterable<Uint8Array>,
): CandidateReport13 {
  const outside = readAssociation13(datagrams);
  const { suite, serverHello, client } = outside;
  if (suite === undefined || serverHello === undefined) return { attempts: 0, records: 0, successes: [] };
  const samples = samplesOf(datagrams, client ?? "a");
  const hellos = transcriptHash(suite.hash, outside, outside.messages, { through: serverHello.message });
  const successes: CandidateSuccess13[] = [];
  let attempts = 0;
  const opens = (keys: RecordKeys, records: readonly Sample[]): Sample | undefined =>
    records.find(({ record }, index) => {
      attempts += 1;
      return openRecord13(keys, record, index) !== undefined;
    });
  let candidate = 0;
  for (const secret of candidates) {
    if (secret.length === hashLength(suite.hash)) {
      const keys = recordKeys(suite, secret);
      for (const role of ["client", "server"] as const) {
        for (const [epoch, derivation] of EPOCHS) {
          const found = opens(keys, samples[role][epoch]);
          if (!found) continue;
          const secrets = { ...noSecrets, [epoch]: { [role]: secret } };
          successes.push({ candidate, derivation, packet: found.packet, secrets });
        }
      }
    }
    if (hellos !== undefined && secret.length >= MIN_SHARED_SECRET_BYTES) {
      const { server } = handshakeSecrets(suite.hash, secret, hellos);
      const found = opens(recordKeys(suite, server), samples.server.handshake);
      if (found) {
        const { secrets } = openWithSharedSecret(datagrams, secret);
        successes.push({ candidate, derivation: "shared-secret", packet: found.packet, secrets });
      }
    }
    candidate += 1;
  }
  const records = [samples.client, samples.server].flatMap((of) => [
    ...of.handshake,
    ...of.application,
  ]).length;
  return { attempts, records, successes };
}

const EPOCHS = [
  ["handshake", "handshake-traffic-secret"],
  ["application", "application-traffic-secret"],
] as const;

/** That of x25519 and P-256; the hybrid's has 64 (draft-ietf-tls-ecdhe-mlkem §4.3). */
const MIN_SHARED_SECRET_BYTES = 32;

/** Of each direction and epoch. The first ones, since their full sequence numbers follow from few bits. */
const SAMPLE_RECORDS = 4;

interface Sample {
  readonly packet: number;
  readonly record: CiphertextRecord;
}

type Samples = Record<"client" | "server", Record<"handshake" | "application", Sample[]>>;

function samplesOf(datagrams: readonly AssociationDatagram[], client: "a" | "b"): Samples {
  const samples: Samples = {
    client: { handshake: [], application: [] },
    server: { handshake: [], application: [] },
  };
  for (const { packet, from, bytes } of datagrams) {
    const ofSide = samples[from === client ? "client" : "server"];
    for (const record of scanRecords13(bytes, undefined).records) {
      if (record.kind !== "ciphertext") continue;
      // RFC 9147 §6.1: 2 is the handshake's epoch, 3 the first of application data.
      const sample =
        record.epochBits === 2 ? ofSide.handshake : record.epochBits === 3 ? ofSide.application : [];
      if (sample.length < SAMPLE_RECORDS) sample.push({ packet, record });
    }
  }
  return samples;
}
