import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from "node:crypto";
import type { CipherSuite13 } from "../registry.ts";
import type { CiphertextRecord } from "../wire/record.ts";
import { trafficKeys } from "./keySchedule.ts";

/** The keys of one direction in one epoch. Key objects are imported once, not once per record. */
export interface RecordKeys {
  readonly aead: CipherSuite13["aead"];
  readonly key: KeyObject;
  readonly iv: Uint8Array;
  readonly sequenceNumberKey: KeyObject;
}

/** A record that opened. */
export interface OpenedRecord {
  readonly sequence: number;
  /** The inner content type; 0 for a record of nothing but padding, which nobody may send (RFC 8446 §5.4). */
  readonly contentType: number;
  readonly content: Uint8Array;
  /** Zero bytes after the content type. */
  readonly paddingLength: number;
}

/** From a traffic secret. */
export function recordKeys(suite: CipherSuite13, secret: Uint8Array): RecordKeys {
  const { key, iv, sequenceNumberKey } = trafficKeys(suite, secret);
  return {
    aead: suite.aead,
    key: createSecretKey(key),
    iv,
    sequenceNumberKey: createSecretKey(sequenceNumberKey),
  };
}

/**
 * Decrypts and authenticates one record (RFC 9147 §4, RFC 8446 §5.2). `expected`: one more than the highest sequence
 * number of this epoch and direction so far. undefined: it does not open with these keys.
 * Success proves that the writer had the key, not that the record is fresh: replay is not checked.
 */
export function openRecord13(
  keys: RecordKeys,
  record: CiphertextRecord,
  expected: number,
): OpenedRecord | undefined {
  const header = clearHeader(keys, record);
  const { sequenceAt, sequenceLength, ciphertext } = record;
  const low = Buffer.from(header).readUIntBE(sequenceAt, sequenceLength);
  const sequence = reconstructSequence(low, sequenceLength * 8, expected);
  const textLength = ciphertext.length - tagLength;
  const decipher = createDecipher(keys, recordNonce(keys.iv, sequence));
  decipher.setAAD(header, { plaintextLength: textLength });
  decipher.setAuthTag(ciphertext.subarray(textLength));
  const inner = decipher.update(ciphertext.subarray(0, textLength));
  try {
    decipher.final();
  } catch {
    return undefined;
  }
  const end = inner.findLastIndex((byte) => byte !== 0);
  const contentType = inner[end] ?? 0;
  const content = inner.subarray(0, Math.max(end, 0));
  return { sequence, contentType, content, paddingLength: inner.length - 1 - end };
}

/**
 * RFC 9147 §4.2.2: the full number whose low bits were sent and that is closest to the expected one.
 * A number cannot be negative, so close to zero the higher candidate counts.
 */
export function reconstructSequence(low: number, bits: number, expected: number): number {
  const span = 2 ** bits;
  const near = expected - (expected % span) + low;
  if (near > expected + span / 2 && near >= span) return near - span;
  if (near < expected - span / 2) return near + span;
  return near;
}

/** The header with the sequence number in clear: what the AEAD covers (RFC 9147 §4.2.3). */
function clearHeader(
  keys: RecordKeys,
  { header, sequenceAt, sequenceLength, ciphertext }: CiphertextRecord,
): Uint8Array {
  const clear = Uint8Array.from(header);
  const mask = sequenceNumberMask(keys, ciphertext.subarray(0, sampleLength));
  for (let index = 0; index < sequenceLength; index += 1) {
    clear[sequenceAt + index] = (clear[sequenceAt + index] ?? 0) ^ (mask[index] ?? 0);
  }
  return clear;
}

/** RFC 9147 §4.2.3. `sample`: the first 16 bytes of the ciphertext. */
export function sequenceNumberMask({ aead, sequenceNumberKey }: RecordKeys, sample: Uint8Array): Uint8Array {
  switch (aead) {
    case "aes-128-gcm":
      return createCipheriv("aes-128-ecb", sequenceNumberKey, null).update(sample);
    case "aes-256-gcm":
      return createCipheriv("aes-256-ecb", sequenceNumberKey, null).update(sample);
    case "chacha20-poly1305":
      // The sample is block counter (little-endian) and nonce, in OpenSSL's order.
      return createCipheriv("chacha20", sequenceNumberKey, sample).update(new Uint8Array(2));
  }
}

/** RFC 8446 §5.3; the epoch is no part of it (RFC 9147 §4). */
export function recordNonce(iv: Uint8Array, sequence: number): Uint8Array {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(Math.floor(sequence / 2 ** 32), 4);
  nonce.writeUInt32BE(sequence % 2 ** 32, 8);
  for (const [index, byte] of iv.entries()) nonce[index] = (nonce[index] ?? 0) ^ byte;
  return nonce;
}

const tagLength = 16;
const sampleLength = 16;

function createDecipher({ aead, key }: RecordKeys, nonce: Uint8Array) {
  return aead === "chacha20-poly1305"
    ? createDecipheriv(aead, key, nonce, { authTagLength: tagLength })
    : createDecipheriv(aead, key, nonce);
}
