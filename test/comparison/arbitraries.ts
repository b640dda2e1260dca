import fc from "fast-check";
import type { FingerprintPair } from "../../src/comparison/method.ts";
import type { Fingerprint } from "../../src/sdp/fingerprint.ts";

/** A SHA-256 digest. */
export const digest: fc.Arbitrary<Uint8Array> = fc.uint8Array({ minLength: 32, maxLength: 32 });

/** The fingerprints of two certificates, as one side sees them. */
export const pair: fc.Arbitrary<FingerprintPair> = fc
  .tuple(digest, digest)
  .map(([mine, theirs]) => ({ mine: fingerprint(mine), theirs: fingerprint(theirs) }));

/** The SHA-256 fingerprint that holds this digest. */
export function fingerprint(bytes: Uint8Array): Fingerprint {
  const pairs = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase());
  return { algorithm: "sha-256", value: pairs.join(":") };
}

/** The same bytes with one bit flipped; bits count from the highest of the first byte. */
export function flipBit(bytes: Uint8Array, bit: number): Uint8Array {
  return bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (0x80 >> (bit & 7)) : byte));
}

/** The first `bits` (1 to 32) of a digest as a number. */
export function leadingBits(bytes: Uint8Array, bits: number): number {
  return Buffer.from(bytes).readUInt32BE(0) >>> (32 - bits);
}
