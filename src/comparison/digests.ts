import { hash } from "node:crypto";
import { type Fingerprint, formatFingerprint, parseFingerprint } from "../sdp/fingerprint.ts";
import { ComparisonError } from "./comparisonError.ts";
import type { FingerprintPair } from "./method.ts";

/** The two SHA-256 digests of a pair, the smaller first, so that both sides have the same order. */
export function orderedDigests({ mine, theirs }: FingerprintPair): readonly [Uint8Array, Uint8Array] {
  const own = sha256Digest(mine);
  const other = sha256Digest(theirs);
  return Buffer.compare(own, other) <= 0 ? [own, other] : [other, own];
}

/** SHA-256 over both digests in that order: the one value that `both` methods show a part of. */
export function pairDigest(pair: FingerprintPair): Uint8Array {
  return digestOfBoth(...orderedDigests(pair));
}

/** As {@link pairDigest}, from the two digests themselves in any order. */
export function digestOfBoth(one: Uint8Array, other: Uint8Array): Uint8Array {
  const ordered = Buffer.compare(one, other) <= 0 ? [one, other] : [other, one];
  return hash("sha256", Buffer.concat(ordered), "buffer");
}

/**
 * As {@link digestOfBoth} for many digests against one, in lower-case hexadecimal in and out: that is the form in which a
 * hash is had soonest, and it has the same order as the bytes. For searches that do this a million times.
 */
export function digestOfBothWith(fixed: Uint8Array): (digestHex: string) => string {
  const fixedHex = Buffer.from(fixed).toString("hex");
  const fixedFirst = Buffer.concat([fixed, fixed]);
  const fixedLast = Buffer.concat([fixed, fixed]);
  return (digestHex) => {
    const isFirst = digestHex < fixedHex;
    const both = isFirst ? fixedLast : fixedFirst;
    both.write(digestHex, isFirst ? 0 : fixed.length, "hex");
    return hash("sha256", both, "hex");
  };
}

/** The first `bits` (1 to 32) of a digest as a number. */
export function leadingBits(digest: Uint8Array, bits: number): number {
  if (!Number.isInteger(bits) || bits < 1 || bits > 32 || digest.length < 4) {
    throw new ComparisonError(
      "UNSUPPORTED_BITS",
      `no ${bits} leading bits of ${digest.length} bytes as a number`,
    );
  }
  return new DataView(digest.buffer, digest.byteOffset).getUint32(0) >>> (32 - bits);
}

/** The digest that a SHA-256 fingerprint stands for. */
export function sha256Digest(fingerprint: Fingerprint): Uint8Array {
  const { algorithm, value } = parseFingerprint(formatFingerprint(fingerprint));
  if (algorithm !== "sha-256") {
    throw new ComparisonError("NOT_SHA_256", `people compare SHA-256 fingerprints, this one is ${algorithm}`);
  }
  return Buffer.from(value.replaceAll(":", ""), "hex");
}
