import { COMPARISON_METHODS, isComparisonMethodId } from "../../comparison/index.ts";

/** What a peer reported of a comparison. */
export interface Comparison {
  readonly method: string;
  readonly heard: string;
  readonly expected: string;
  /** The channel of the call over which it was made. Left out: a channel beside the call. */
  readonly over?: string | undefined;
}

/**
 * What a comparison showed, as it follows "compares:". A full fingerprint that matches names the delivered certificate; a
 * code that matches says only that both screens show the same, for which an attacker may have searched.
 */
export function describeComparison({ over, ...comparison }: Comparison): string {
  const heard = over === undefined ? "that was read aloud" : "that came over the call itself";
  const { thing, own } = comparesFingerprints(comparison)
    ? { thing: "fingerprint", own: "that of the certificate that this connection delivered" }
    : { thing: "code", own: "the one on this peer's own screen" };
  return `the ${thing} ${heard} ${isMatch(comparison) ? "is" : "is NOT"} ${own}`;
}

/** The same for the picture, where there is less room. */
export function noteComparison({ over, ...comparison }: Comparison): string {
  const own = comparesFingerprints(comparison) ? "fingerprint that DTLS delivered" : "code on its own screen";
  const where = over === undefined ? "" : ", over the call itself";
  return `${isMatch(comparison) ? "hears" : "does NOT hear"} the ${own}${where}`;
}

export function isMatch({ heard, expected }: Pick<Comparison, "heard" | "expected">): boolean {
  return heard !== "" && heard === expected;
}

/** What was compared is a certificate's fingerprint itself, and no code that an attacker could search for. */
function comparesFingerprints({ method }: Pick<Comparison, "method">): boolean {
  return isComparisonMethodId(method) && COMPARISON_METHODS[method].alarm === "FINGERPRINT_MISMATCH";
}
