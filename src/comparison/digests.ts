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

/** SHA-256 over both digests in that order: the one value that codes show a part of. */
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

/**
 * The digest that a SHA-256 fingerprint stands for.
 * @throws ComparisonError `not-sha-256`; SdpParseError for a malformed fingerprint.
 */
export function sha256Digest(fingerprint: Fingerprint): Uint8Array {
  return Buffer.from(sha256Fingerprint(fingerprint).value.replaceAll(":", ""), "hex");
}

/** The fingerprint that stands for a SHA-256 digest. */
export function fingerprintOfDigest(digest: Uint8Array): Fingerprint {
  const hex = Buffer.from(digest).toString("hex").toUpperCase();
  return { algorithm: "sha-256", value: (hex.match(/../g) ?? []).join(":") };
}

/** A fingerprint in its one canonical form. Throws as {@link sha256Digest} does. */
export function sha256Fingerprint(fingerprint: Fingerprint): Fingerprint {
  const parsed = parseFingerprint(formatFingerprint(fingerprint));
  if (parsed.algorithm !== "sha-256") {
    throw new ComparisonError(
      "not-sha-256",
      `people compare SHA-256 fingerprints, this one is ${parsed.algorithm}`,
    );
  }
  return parsed;
}
