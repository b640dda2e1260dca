import { decryptAssociation } from "../../dtls/crypto/decrypt.ts";
import type { Association } from "../../dtls/handshake/association.ts";
import { recoverHead } from "../../dtls/judge/keystreamReuse.ts";
import { nonceReuse, type RecordPair } from "../../dtls/judge/nonceReuse.ts";
import type { Case } from "../../run/case.ts";
import { packetBasis } from "../../run/recording.ts";
import { eventsOf } from "../../trace/events.ts";
import type { Check } from "../contract.ts";

/**
 * Where nonces came twice: what an observer recovers from the capture alone, proved against the true plaintext,
 * which only the session secret opens. A run in which no nonce came twice gets no such check.
 */
export function keystreamReuse(run: Case): Check[] {
  const pairs = run.recording.associations.flatMap(({ association }) =>
    nonceReuse(association).reused.map((pair) => ({
      association,
      pair,
      recovery: recoverHead(association, pair),
    })),
  );
  if (pairs.length === 0) return [];
  const recovered = pairs.flatMap(({ association, pair, recovery }) =>
    recovery.kind === "recovered" ? [{ recovery, truth: truePlaintext(run, association, pair) }] : [],
  );
  const { length } = recovered;
  const check = {
    id: "nonce-exploit",
    claim:
      "what the recording gives away without any key: of each data record that shares its nonce with a Finished, the first 12 bytes (the SCTP header: not one byte of a message), held against the true plaintext",
    expected: length === 0 ? "some" : `${length} of ${length} are the true ones`,
    basis: recovered.flatMap(({ recovery }) => packetBasis([recovery.finishedPacket, recovery.dataPacket])),
  };
  if (length === 0) {
    const obstacles = pairs.map(({ recovery }) => (recovery.kind === "not-possible" ? recovery.reason : ""));
    return [{ ...check, observed: `not tested: ${[...new Set(obstacles)].join(", ")}`, ok: null }];
  }
  if (recovered.some(({ truth }) => truth === undefined))
    return [{ ...check, observed: "not tested: no session secret of the run opens the record", ok: null }];
  const right = recovered.filter(({ recovery, truth }) => truth && startsWith(truth, recovery.head));
  const heads = recovered.map(({ recovery }) => describe(recovery.head)).join("; ");
  const observed = `${right.length} of ${length} are the true ones: ${heads}`;
  return [{ ...check, observed, ok: right.length === length }];
}

/** The pair's data record, opened with the true session secret. Undefined when no secret of the run opens it. */
function truePlaintext(
  { trace }: Case,
  association: Association,
  { first, second }: RecordPair,
): Uint8Array | undefined {
  const random = Buffer.from(association.clientHello?.value.random ?? []).toString("hex");
  const secret = eventsOf(trace, "session-secret").find(({ clientRandom }) => clientRandom === random);
  if (secret === undefined) return undefined;
  const decryption = decryptAssociation(association, Buffer.from(secret.masterSecret, "hex"));
  if (decryption.kind === "no-handshake") return undefined;
  const opened = decryption.records.find(
    ({ record }) =>
      record.contentType === "application_data" && (record === first.record || record === second.record),
  );
  return opened?.result.ok ? opened.result.plaintext : undefined;
}

function startsWith(bytes: Uint8Array, head: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, head.length), head) === 0;
}

/** The SCTP common header (RFC 9260 §3.1). */
function describe(head: Uint8Array): string {
  const bytes = Buffer.from(head);
  const ports = `SCTP ports ${bytes.readUInt16BE(0)} to ${bytes.readUInt16BE(2)}`;
  return `${bytes.toString("hex")} (${ports}, verification tag, checksum)`;
}
