import type { FieldElement } from "../crypto/gf128.ts";
import { fromBlock, toBlock, ZERO } from "../crypto/gf128.ts";
import { ghash, ghashBlocks } from "../crypto/ghash.ts";
import { rootsOf } from "../crypto/polynomialRoots.ts";
import { additionalData, TAG_LENGTH } from "../crypto/protection.ts";
import { type DtlsRecord, serialiseRecord } from "../wire/record.ts";
import type { RecordPair } from "./nonceReuse.ts";

/** Of AES-GCM in DTLS 1.2 (RFC 5288 §3). */
const EXPLICIT_NONCE_LENGTH = 8;

/**
 * What two AES-GCM records under one nonce say of the key that authenticates (A. Joux, "Authentication failures in NIST version of
 * GCM", 2006; RFC 9325 §7.2.1). Both tags have the same mask, so their sum is the sum of two GHASH values: a polynomial in the hash key
 * with known coefficients. Its roots are the only values that the key can have. It takes no secret, and does not say which root
 * is the key: a receiver does, who takes one forgery and drops the others.
 */
export function hashKeyCandidates({ first, second }: RecordPair): FieldElement[] {
  const [one, other] = [partsOf(first.record), partsOf(second.record)];
  if (!one || !other) return [];
  // GHASH of n blocks: the first of them times key^n, the last times key.
  const reversed = [one, other].map(({ blocks }) => blocks.toReversed());
  const length = Math.max(one.blocks.length, other.blocks.length);
  const coefficients = Array.from(
    { length },
    (_, index) => (reversed[0]?.[index] ?? ZERO) ^ (reversed[1]?.[index] ?? ZERO),
  );
  const polynomial = [one.tag ^ other.tag, ...coefficients];
  return polynomial.some((coefficient) => coefficient !== ZERO) ? rootsOf(polynomial) : [];
}

/**
 * A protected record with `difference` added (XOR) to its plaintext, and the tag that belongs to it if `hashKey` is right. In counter
 * mode a bit changed in the ciphertext is the same bit changed in the plaintext; nonce, mask and number stay those of the genuine record.
 * Undefined: it is no AES-GCM record, or the difference has another length.
 */
export function withDifference(
  record: DtlsRecord,
  difference: Uint8Array,
  hashKey: FieldElement,
): Uint8Array | undefined {
  const genuine = partsOf(record);
  if (!genuine || genuine.ciphertext.length !== difference.length) return undefined;
  const ciphertext = genuine.ciphertext.map((byte, index) => byte ^ (difference[index] ?? 0));
  const mask = genuine.tag ^ ghash(hashKey, genuine.blocks);
  const tag = mask ^ ghash(hashKey, ghashBlocks(genuine.additional, ciphertext));
  const nonce = record.fragment.subarray(0, EXPLICIT_NONCE_LENGTH);
  return serialiseRecord({ ...record, fragment: Buffer.concat([nonce, ciphertext, toBlock(tag)]) });
}

function partsOf(record: DtlsRecord) {
  const { fragment } = record;
  const tagAt = fragment.length - TAG_LENGTH;
  if (tagAt < EXPLICIT_NONCE_LENGTH) return undefined;
  const ciphertext = fragment.subarray(EXPLICIT_NONCE_LENGTH, tagAt);
  const additional = additionalData(record, ciphertext.length);
  return {
    ciphertext,
    additional,
    tag: fromBlock(fragment.subarray(tagAt)),
    blocks: ghashBlocks(additional, ciphertext),
  };
}
