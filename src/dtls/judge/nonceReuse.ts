import { createHash } from "node:crypto";
import { explicitNonceLength } from "../crypto/protection.ts";
import type { Association, EncryptedRecord } from "../handshake/association.ts";
import { suiteOf } from "../handshake/version.ts";

export interface NonceReport {
  /**
   * What made the nonce: the explicit part in the record, or its sequence number. "unknown": no suite, nothing
   * judged.
   */
  readonly nonce: "explicit" | "sequence" | "unknown";
  /** Pairs with one nonce and different bytes: the XOR of their plaintexts is known, and tags can be forged. */
  readonly reused: readonly RecordPair[];
  /** Pairs that are the same record byte for byte, sent or recorded twice: harmless. */
  readonly retransmitted: readonly RecordPair[];
}

/** `first` is the earliest record with this nonce (for a retransmission: with these bytes). */
export interface RecordPair {
  readonly first: EncryptedRecord;
  readonly second: EncryptedRecord;
  /** Their packet numbers. */
  readonly packets: readonly [number, number];
}

/**
 * Finds records of one direction and epoch that share an AEAD nonce (RFC 5116 §3.1, RFC 9325 §7.2.1).
 * It does not prove that the endpoint sent both records: an injected record with a copied nonce looks the same
 * until openRecord authenticates it.
 */
export function nonceReuse(association: Association): NonceReport {
  const suite = suiteOf(association);
  if (suite === undefined) return { nonce: "unknown", reused: [], retransmitted: [] };
  const nonceLength = explicitNonceLength(suite.aead);
  const reused: RecordPair[] = [];
  const retransmitted: RecordPair[] = [];
  for (const group of groupBy(association.encrypted, (seen) => nonceKey(seen, nonceLength))) {
    const [first] = group;
    if (first === undefined || group.length === 1) continue;
    const byContent = new Map<string, EncryptedRecord>();
    for (const second of group) {
      const content = digest(second);
      const same = byContent.get(content);
      if (same !== undefined) retransmitted.push(pair(same, second));
      else if (second !== first) reused.push(pair(first, second));
      if (same === undefined) byContent.set(content, second);
    }
  }
  return { nonce: nonceLength > 0 ? "explicit" : "sequence", reused, retransmitted };
}

function pair(first: EncryptedRecord, second: EncryptedRecord): RecordPair {
  return { first, second, packets: [first.packet, second.packet] };
}

function nonceKey({ from, record }: EncryptedRecord, nonceLength: number): string | undefined {
  const { epoch, sequence, fragment } = record;
  if (nonceLength === 0) return `${from} ${epoch} ${sequence}`;
  if (fragment.length < nonceLength) return undefined;
  return `${from} ${epoch} ${Buffer.from(fragment.subarray(0, nonceLength)).toString("hex")}`;
}

/** Covers the header too: a changed type or sequence number makes another record. */
function digest({ record }: EncryptedRecord): string {
  const { contentType, version, sequence, fragment } = record;
  return createHash("sha256")
    .update(`${contentType} ${version.major} ${version.minor} ${sequence} `)
    .update(fragment)
    .digest("base64");
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | undefined): Iterable<readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups.values();
}
