import { hash } from "node:crypto";
import { attributeOf, type SdpLevel, splitLines } from "./lines.ts";
import { excerpt, SdpParseError } from "./sdpParseError.ts";

/** A certificate fingerprint: algorithm in lower case, value as upper-case hex pairs joined by colons (RFC 8122 §5). */
export interface Fingerprint {
  readonly algorithm: string;
  readonly value: string;
}

/** One a=fingerprint line of a description. */
export interface FingerprintLine {
  readonly level: SdpLevel;
  readonly fingerprint: Fingerprint;
}

/** Algorithms that may be calculated and verified. RFC 8122 §5 forbids both for MD2 and MD5. */
export type UsableAlgorithm = "sha-1" | "sha-224" | "sha-256" | "sha-384" | "sha-512";

/** Algorithms of the RFC 8122 §5 registry, whose digest length is known. */
type KnownAlgorithm = UsableAlgorithm | "md5" | "md2";

/**
 * Reads one fingerprint: `sha-256 AB:CD…`, with or without `a=fingerprint:` or `fingerprint:` before it.
 * Lower-case hex is accepted, as stacks do. An unknown algorithm is kept as it is.
 * @throws SdpParseError "fingerprint-syntax"; "fingerprint-length" when the value does not fit a known algorithm
 */
export function parseFingerprint(text: string): Fingerprint {
  const [, name, hex] = text.length <= MAX_LINE_LENGTH ? (SYNTAX.exec(text) ?? []) : [];
  if (name === undefined || hex === undefined) {
    throw new SdpParseError("fingerprint-syntax", `not a fingerprint: ${excerpt(text)}`);
  }
  const algorithm = name.toLowerCase();
  const bytes = (hex.length + 1) / 3;
  if (isKnownAlgorithm(algorithm) && bytes !== DIGEST_BYTES[algorithm]) {
    throw new SdpParseError(
      "fingerprint-length",
      `${algorithm} has ${DIGEST_BYTES[algorithm]} bytes, the fingerprint has ${bytes}`,
    );
  }
  return { algorithm, value: hex.toUpperCase() };
}

/** The value of an a=fingerprint attribute: `sha-256 AB:CD…`. */
export function formatFingerprint({ algorithm, value }: Fingerprint): string {
  return `${algorithm} ${value}`;
}

/**
 * The fingerprint of a certificate: the hash of its whole DER encoding (RFC 8122 §5).
 * It covers the certificate's signature too, which no peer verifies here: changing it changes the fingerprint.
 */
export function certificateFingerprint(der: Uint8Array, algorithm: UsableAlgorithm): Fingerprint {
  const hex = hash(algorithm.replace("-", ""), der, "hex").toUpperCase();
  return { algorithm, value: (hex.match(/../g) ?? []).join(":") };
}

/**
 * Every well-formed fingerprint line of a description, in order, with its level.
 * Malformed ones are listed by parseDescription.
 * @throws SdpParseError "description-too-long"
 */
export function fingerprintsOf(sdp: string): readonly FingerprintLine[] {
  return splitLines(sdp).flatMap(({ text, level }) => {
    if (attributeOf(text)?.name !== "fingerprint") return [];
    try {
      return [{ level, fingerprint: parseFingerprint(text) }];
    } catch (error) {
      if (error instanceof SdpParseError) return [];
      throw error;
    }
  });
}

/** Same algorithm and same value, regardless of letter case. Says nothing about who holds the private key. */
export function fingerprintsMatch(a: Fingerprint, b: Fingerprint): boolean {
  return (
    a.algorithm.toLowerCase() === b.algorithm.toLowerCase() && a.value.toUpperCase() === b.value.toUpperCase()
  );
}

function isKnownAlgorithm(algorithm: string): algorithm is KnownAlgorithm {
  return Object.hasOwn(DIGEST_BYTES, algorithm);
}

/** Whether a fingerprint of this algorithm may be verified (RFC 8122 §5). */
export function isUsableAlgorithm(algorithm: string): algorithm is UsableAlgorithm {
  return isKnownAlgorithm(algorithm) && algorithm !== "md5" && algorithm !== "md2";
}

const DIGEST_BYTES: Readonly<Record<KnownAlgorithm, number>> = {
  md2: 16,
  md5: 16,
  "sha-1": 20,
  "sha-224": 28,
  "sha-256": 32,
  "sha-384": 48,
  "sha-512": 64,
};

/** Room for twice the longest known digest. A longer line is an attack on the reader. */
const MAX_LINE_LENGTH = 512;

const SYNTAX =
  /^(?:(?:a=)?fingerprint:)?([!#$%&'*+\-.^_`{|}~0-9A-Za-z]+) ([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2})*)$/;
