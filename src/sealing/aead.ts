import { createCipheriv, createDecipheriv } from "node:crypto";

const TAG_BYTES = 16;

/** AES-256-GCM, the tag at the end, as Noise uses it (§12.4). One counter must never serve twice under one key (RFC 5116 §3.2). */
export function seal(key: Uint8Array, counter: bigint, context: Uint8Array, plaintext: Uint8Array): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, nonceOf(counter)).setAAD(context);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

/** Undefined: it was not sealed with this key, counter and context, or it was changed. */
export function open(
  key: Uint8Array,
  counter: bigint,
  context: Uint8Array,
  sealed: Uint8Array,
): Buffer | undefined {
  if (sealed.length < TAG_BYTES) return undefined;
  const end = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv("aes-256-gcm", key, nonceOf(counter))
    .setAAD(context)
    .setAuthTag(sealed.subarray(end));
  const opened = decipher.update(sealed.subarray(0, end));
  try {
    return Buffer.concat([opened, decipher.final()]);
  } catch {
    return undefined;
  }
}

/** 4 zero bytes, then the counter. */
function nonceOf(counter: bigint): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(counter, 4);
  return nonce;
}
