import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject } from "node:crypto";
import {
  type ContentType,
  contentTypeCode,
  type DtlsRecord,
  type ProtocolVersion,
  RECORD_HEADER_LENGTH,
  writeRecordHeader,
} from "../wire/record.ts";
import type { CipherSuite } from "../wire/registry.ts";
import type { KeyBlock, Role } from "./keySchedule.ts";

/** The keys of one direction. A key object is imported once, not once per record. */
export interface ProtectionKey {
  readonly aead: CipherSuite["aead"];
  readonly key: KeyObject;
  /** The implicit part of the nonce: 4 bytes for GCM, 12 for ChaCha20-Poly1305. */
  readonly iv: Uint8Array;
}

export type OpenResult =
  | { readonly ok: true; readonly plaintext: Uint8Array }
  | { readonly ok: false; readonly reason: "too-short" | "authentication-failed" };

/** What `role` writes with, and the other side reads with. */
export function protectionKey(suite: CipherSuite, block: KeyBlock, role: Role): ProtectionKey {
  const [key, iv] =
    role === "client"
      ? [block.clientWriteKey, block.clientWriteIv]
      : [block.serverWriteKey, block.serverWriteIv];
  return { aead: suite.aead, key: createSecretKey(key), iv };
}

/**
 * Decrypts and authenticates one record (RFC 5246 §6.2.3.3, RFC 6347 §4.1.2.1). The nonce is explicit for GCM
 * (RFC 5288 §3), from epoch and sequence number for ChaCha20-Poly1305 (RFC 7905 §2).
 * Success proves that the writer had this key, not that the record is fresh: replay is not checked.
 */
export function openRecord(
  keys: ProtectionKey,
  record: Pick<DtlsRecord, "contentType" | "version" | "epoch" | "sequence" | "fragment">,
): OpenResult {
  const { fragment } = record;
  const nonceLength = explicitNonceLength(keys.aead);
  const textLength = fragment.length - nonceLength - TAG_LENGTH;
  if (textLength < 0) return { ok: false, reason: "too-short" };
  const textEnd = nonceLength + textLength;
  const decipher = createDecipher(keys, recordNonce(keys, record));
  decipher.setAAD(additionalData(record, textLength), { plaintextLength: textLength });
  decipher.setAuthTag(fragment.subarray(textEnd));
  const plaintext = decipher.update(fragment.subarray(nonceLength, textEnd));
  try {
    decipher.final();
  } catch {
    return { ok: false, reason: "authentication-failed" };
  }
  return { ok: true, plaintext };
}

/** A record to protect. */
export interface PlainRecord {
  readonly contentType: ContentType;
  readonly epoch: number;
  readonly sequence: number;
  readonly plaintext: Uint8Array;
  /** GCM only, 8 bytes; by default epoch and sequence number, which never repeat. ChaCha20-Poly1305 has none. */
  readonly explicitNonce?: Uint8Array;
}

/**
 * The wire bytes of one protected DTLS 1.2 record. The caller must never use a nonce twice.
 * @throws RangeError when an explicit nonce has the wrong length or a number does not fit its field
 */
export function sealRecord(keys: ProtectionKey, record: PlainRecord): Uint8Array {
  const { contentType, epoch, sequence, plaintext } = record;
  const nonceLength = explicitNonceLength(keys.aead);
  const given = record.explicitNonce;
  if (given !== undefined && given.length !== nonceLength) {
    throw new RangeError(`${keys.aead} takes an explicit nonce of ${nonceLength} bytes, not ${given.length}`);
  }
  const header = { contentType, version: DTLS_1_2, epoch, sequence };
  const wire = Buffer.allocUnsafe(RECORD_HEADER_LENGTH + nonceLength + plaintext.length + TAG_LENGTH);
  writeRecordHeader(wire, header, wire.length - RECORD_HEADER_LENGTH);
  let nonce: Uint8Array;
  if (nonceLength === 0) {
    nonce = sequenceNonce(keys.iv, epoch, sequence);
  } else {
    // The same eight bytes as epoch and sequence number in the header.
    const explicit = given ?? wire.subarray(3, 11);
    wire.set(explicit, RECORD_HEADER_LENGTH);
    nonce = explicitNonce(keys.iv, explicit);
  }
  const cipher = createCipher(keys, nonce);
  cipher.setAAD(additionalData(header, plaintext.length), { plaintextLength: plaintext.length });
  const textAt = RECORD_HEADER_LENGTH + nonceLength;
  wire.set(cipher.update(plaintext), textAt);
  cipher.final();
  wire.set(cipher.getAuthTag(), textAt + plaintext.length);
  return wire;
}

/** The 12 bytes of the nonce with which a record is opened (RFC 5288 §3, RFC 7905 §2). */
export function recordNonce(
  keys: Pick<ProtectionKey, "aead" | "iv">,
  record: Pick<DtlsRecord, "epoch" | "sequence" | "fragment">,
): Uint8Array {
  const length = explicitNonceLength(keys.aead);
  return length === 0
    ? sequenceNonce(keys.iv, record.epoch, record.sequence)
    : explicitNonce(keys.iv, record.fragment.subarray(0, length));
}

/** Bytes of explicit nonce at the start of a protected fragment. */
export function explicitNonceLength(aead: CipherSuite["aead"]): 0 | 8 {
  return aead === "chacha20-poly1305" ? 0 : 8;
}

/** The tag at the end of a protected fragment, in bytes. */
export const TAG_LENGTH = 16;
const DTLS_1_2: ProtocolVersion = { major: 254, minor: 253 };

function explicitNonce(salt: Uint8Array, explicit: Uint8Array): Uint8Array {
  const nonce = Buffer.allocUnsafe(12);
  nonce.set(salt, 0);
  nonce.set(explicit, 4);
  return nonce;
}

function sequenceNonce(iv: Uint8Array, epoch: number, sequence: number): Uint8Array {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt16BE(epoch, 4);
  nonce.writeUIntBE(sequence, 6, 6);
  for (const [index, byte] of iv.entries()) nonce[index] = (nonce[index] ?? 0) ^ byte;
  return nonce;
}

/** What the tag protects beside the content (RFC 5246 §6.2.3.3). `textLength` is that of the plaintext. */
export function additionalData(
  header: Pick<DtlsRecord, "contentType" | "version" | "epoch" | "sequence">,
  textLength: number,
): Uint8Array {
  const data = Buffer.allocUnsafe(13);
  data.writeUInt16BE(header.epoch, 0);
  data.writeUIntBE(header.sequence, 2, 6);
  data[8] = contentTypeCode(header.contentType);
  data[9] = header.version.major;
  data[10] = header.version.minor;
  data.writeUInt16BE(textLength, 11);
  return data;
}

function createCipher(keys: ProtectionKey, nonce: Uint8Array) {
  return keys.aead === "chacha20-poly1305"
    ? createCipheriv(keys.aead, keys.key, nonce, { authTagLength: TAG_LENGTH })
    : createCipheriv(keys.aead, keys.key, nonce);
}

function createDecipher(keys: ProtectionKey, nonce: Uint8Array) {
  return keys.aead === "chacha20-poly1305"
    ? createDecipheriv(keys.aead, keys.key, nonce, { authTagLength: TAG_LENGTH })
    : createDecipheriv(keys.aead, keys.key, nonce);
}
