import { ComparisonError } from "./comparisonError.ts";
import { pairDigest } from "./digests.ts";
import type { ComparisonMethod } from "./method.ts";
import { wordsOf } from "./pgpWords.ts";

/**
 * The first `bits` of one SHA-256 over both certificates, as PGP words: 16 bits are two words.
 * Throws ComparisonError UNSUPPORTED_BITS unless `bits` is a multiple of 8 between 8 and 256.
 */
export function shortCode(bits = 16): ComparisonMethod {
  if (bits % 8 !== 0 || bits < 8 || bits > 256) {
    throw new ComparisonError("UNSUPPORTED_BITS", `a short code has 8, 16, … 256 bits, not ${bits}`);
  }
  return {
    id: `short-code-${bits}`,
    title: `Short code of ${bits} bits`,
    bits,
    covers: "both",
    explain: () =>
      `Both people read ${bits / 8} words, made from the first ${bits} bits of one SHA-256 over both certificates. ` +
      "It is quick to say, and it keeps out an interceptor that does not search.",
    limits: () =>
      "A short code over nothing but certificates can be ground: the interceptor makes certificates until the codes of its " +
      `two legs agree, about 2^${bits / 2} for each leg if it knows both genuine certificates first. Only a commitment ` +
      "(RFC 6189 §4.4.1.1) makes a short code safe.",
    references: ["RFC 8826 §4.3.2.2", "RFC 6189 §4.4.1.1", "RFC 6189 §7"],
    of: (pair) => shortCodeOf(pairDigest(pair), bits),
  };
}

/** The words for the first `bits` of a digest. */
export function shortCodeOf(digest: Uint8Array, bits: number): string {
  return wordsOf(digest.subarray(0, bits / 8)).join(" ");
}
