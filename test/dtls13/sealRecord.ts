import { createCipheriv } from "node:crypto";
import { type RecordKeys, recordNonce, sequenceNumberMask } from "../../src/dtls13/crypto/openRecord.ts";

/** A record to protect, and which of the header's options to use. */
export interface RecordToSeal {
  readonly contentType: number;
  readonly epoch: number;
  readonly sequence: number;
  readonly content: Uint8Array;
  readonly padding?: number;
  readonly connectionId?: Uint8Array | undefined;
  readonly sequenceLength?: 1 | 2;
  readonly hasLength?: boolean;
}

/** The wire form of one DTLSCiphertext (RFC 9147 §4). */
export function sealRecord(keys: RecordKeys, record: RecordToSeal): Uint8Array {
  const { contentType, epoch, sequence, content, padding = 0, connectionId } = record;
  const { sequenceLength = 2, hasLength = true } = record;
  const inner = Buffer.concat([content, Buffer.of(contentType), Buffer.alloc(padding)]);
  const flags =
    0x20 |
    (connectionId ? 0x10 : 0) |
    (sequenceLength === 2 ? 0x08 : 0) |
    (hasLength ? 0x04 : 0) |
    (epoch & 3);
  const low = sequence % 2 ** (8 * sequenceLength);
  const sequenceBytes = sequenceLength === 2 ? [low >> 8, low & 0xff] : [low];
  const length = inner.length + 16;
  const start = Buffer.concat([Buffer.of(flags), connectionId ?? Buffer.alloc(0)]);
  const header = Buffer.concat([
    start,
    Buffer.of(...sequenceBytes, ...(hasLength ? [length >> 8, length & 0xff] : [])),
  ]);
  const nonce = recordNonce(keys.iv, sequence);
  const cipher =
    keys.aead === "chacha20-poly1305"
      ? createCipheriv(keys.aead, keys.key, nonce, { authTagLength: 16 })
      : createCipheriv(keys.aead, keys.key, nonce);
  cipher.setAAD(header, { plaintextLength: inner.length });
  const text = Buffer.concat([cipher.update(inner), cipher.final(), cipher.getAuthTag()]);
  const mask = sequenceNumberMask(keys, text.subarray(0, 16));
  for (let index = 0; index < sequenceLength; index += 1) {
    const at = start.length + index;
    header[at] = (header[at] ?? 0) ^ (mask[index] ?? 0);
  }
  return Buffer.concat([header, text]);
}

/** The wire form of one DTLSPlaintext. */
export function plainRecord(
  contentType: number,
  sequence: number,
  fragment: Uint8Array,
  epoch = 0,
): Uint8Array {
  const header = Buffer.alloc(13);
  header[0] = contentType;
  header.writeUInt16BE(0xfefd, 1);
  header.writeUInt16BE(epoch, 3);
  header.writeUIntBE(sequence, 5, 6);
  header.writeUInt16BE(fragment.length, 11);
  return Buffer.concat([header, fragment]);
}
