import { explicitNonceLength, TAG_LENGTH } from "../../dtls/crypto/protection.ts";
import { contentTypeCode, type DtlsRecord } from "../../dtls/wire/record.ts";
import type { CipherSuite } from "../../dtls/wire/registry.ts";
import { bytesIn, type Field, FieldWriter, hexOf } from "./field.ts";

/** The 13 bytes that begin every DTLS 1.2 record, never encrypted (RFC 6347 §4.1). */
export function recordHeaderFields(record: DtlsRecord): Field[] {
  const { contentType, version, epoch, sequence, fragment } = record;
  const writer = new FieldWriter();
  writer.add(
    "content type",
    1,
    `${contentTypeCode(contentType)}: ${contentType}. What kind of content follows; always in clear.`,
  );
  writer.add("version", 2, `${version.major}.${version.minor}: ${versionName(version)}.`);
  writer.add(
    "epoch",
    2,
    epoch === 0
      ? "0: before ChangeCipherSpec. Nothing is encrypted yet."
      : `${epoch}: after ChangeCipherSpec. What follows is encrypted.`,
  );
  writer.add(
    "sequence number",
    6,
    `${sequence}: this sender’s record number ${sequence} in this epoch, counted from 0.`,
  );
  writer.add("length", 2, `${bytesIn(fragment.length)} follow in this record.`);
  return writer.fields;
}

/** DTLS counts down from 255, so that no version looks like one of TLS (RFC 6347 §4.1). */
export function versionName({ major, minor }: DtlsRecord["version"]): string {
  if (major !== 254) return "no version of DTLS";
  if (minor === 255) return "DTLS 1.0";
  if (minor === 253) return "DTLS 1.2";
  return "a version of DTLS that is not read here";
}

/** A protected fragment: explicit nonce, ciphertext, tag (RFC 5288 §3, RFC 7905 §2). Undefined: too short to be one. */
export function protectedFields(fragment: Uint8Array, aead: CipherSuite["aead"]): Field[] | undefined {
  const nonceLength = explicitNonceLength(aead);
  const textLength = fragment.length - nonceLength - TAG_LENGTH;
  if (textLength < 0) return undefined;
  const writer = new FieldWriter();
  writer.add(
    "explicit nonce",
    nonceLength,
    `${hexOf(fragment.subarray(0, nonceLength))}: the part of the nonce that is sent in clear. Under one key it must never come twice.`,
  );
  writer.add(
    "ciphertext",
    textLength,
    `${bytesIn(textLength)}, encrypted with ${aead}: as many as the plaintext has, so that its length shows.`,
    true,
  );
  writer.add(
    "authentication tag",
    TAG_LENGTH,
    "Proves to whoever has the key that header and ciphertext are as they were sealed.",
  );
  return writer.fields;
}

/** The encrypted part of a protected fragment: byte for byte in place of the plaintext. */
export function ciphertextOf(fragment: Uint8Array, aead: CipherSuite["aead"]): Uint8Array {
  return fragment.subarray(explicitNonceLength(aead), fragment.length - TAG_LENGTH);
}
