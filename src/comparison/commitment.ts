import { hash } from "node:crypto";
import { ComparisonError } from "./comparisonError.ts";

/** Fewer nonce bytes could be searched, and then the commitment would show its value. */
export const MINIMUM_NONCE_BYTES = 16;

/**
 * A commitment to `value`: SHA-256 over a label, the length of the value, the value and a fresh random nonce. It binds
 * (no second value fits it) and, while the nonce is secret, hides.
 * After RFC 6189 §4.4.1.1 and Matrix's SAS verification. Throws ComparisonError NONCE_TOO_SHORT.
 */
export function commit(value: Uint8Array, nonce: Uint8Array): Uint8Array {
  if (nonce.length < MINIMUM_NONCE_BYTES) {
    throw new ComparisonError(
      "NONCE_TOO_SHORT",
      `a nonce has at least ${MINIMUM_NONCE_BYTES} bytes, not ${nonce.length}`,
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
  const framed = [Buffer.from(label), ...parts].flatMap((part) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(part.length);
    return [length, part];
  });
  return hash("sha256", Buffer.concat(framed), "buffer");
}
