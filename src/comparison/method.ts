import type { Fingerprint } from "../sdp/fingerprint.ts";

/**
 * The two certificates of one call as one peer knows them: its own, and the one that DTLS really delivered, both hashed
 * by the peer itself with SHA-256. Never take them from the SDP or from getStats(): whoever carries the signalling
 * chooses what stands there.
 */
export interface FingerprintPair {
  readonly mine: Fingerprint;
  readonly theirs: Fingerprint;
}

/** One way to make two certificates comparable for people over a channel that the operator cannot reach. */
export interface ComparisonMethod {
  readonly id: string;
  readonly title: string;
  /** log2 of the number of strings that `of` can give. May be a fraction. */
  readonly bits: number;
  /**
   * What one of its symbols depends on. `each`: the string has a part for each certificate. `both`: one digest over the
   * two, so that the interceptor may search among pairs. `grinding.ts` says what this costs it.
   */
  readonly covers: "each" | "both";
  /** What people do and why it works, in plain words. */
  explain(): string;
  /** What it does not give. */
  limits(): string;
  readonly references: readonly string[];
  /**
   * What both people read. The same on both sides if and only if (up to `bits`) both see the same two certificates: the
   * two are put in the order of their digests, so no side has to know its role.
   * Throws ComparisonError NOT_SHA_256, or SdpParseError for a malformed fingerprint.
   */
  of(pair: FingerprintPair): string;
}
