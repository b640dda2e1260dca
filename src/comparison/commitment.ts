import { hash } from "node:crypto";
import { ComparisonError } from "./comparisonError.ts";

/** Fewer nonce bytes could be searched, and then the commitment would show its value. */
export const MIN_NONCE_BYTES = 16;

/**
 * A commitment to `value`: SHA-256 over a label, the length of the value, the value and a fresh random nonce. It binds
 * (no second value fits it) and, while the nonce is secret, hides.
 * After RFC 6189 §4.4.1.1 and Matrix's SAS verification.
 * @throws ComparisonError `nonce-too-short`.
 */
export function commit(value: Uint8Array, nonce: Uint8Array): Uint8Array {
  if (nonce.length < MIN_NONCE_BYTES) {
    throw new ComparisonError(
      "nonce-too-short",
      `a nonce has at least ${MIN_NONCE_BYTES} bytes, not ${nonce.length}`,
    );
  }
  return labelledDigest("commitment", value, nonce);
}

/** Whether what is revealed is what was committed to. Says nothing about who committed. */
export function checkReveal(commitment: Uint8Array, value: Uint8Array, nonce: Uint8Array): boolean {
  return Buffer.from(commitment).equals(labelledDigest("commitment", value, nonce));
}

/** SHA-256 over a label and parts that each carry their length, so that no two lists of parts hash alike. */
export function labelledDigest(label: string, ...parts: readonly Uint8Array[]): Uint8Array {
  return hash("sha256", framed(label, ...parts), "buffer");
}

/** What {@link labelledDigest} hashes. A search can change the last part in place and hash again. */
export function framed(label: string, ...parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    [Buffer.from(label), ...parts].flatMap((part) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(part.length);
      return [length, part];
    }),
  );
}
