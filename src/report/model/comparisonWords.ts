import { COMPARISON_METHODS, isComparisonMethodId } from "../../comparison/index.ts";
import { PEER_NAMES, PEERS, type PeerName } from "../../trace/parties.ts";

/** What a peer reported of a comparison. */
export interface Comparison {
  readonly method: string;
  readonly heard: string;
  readonly expected: string;
  /** The channel of the call over which it was made. Left out: a channel beside the call. */
  readonly over?: string | undefined;
}

/**
 * What a comparison showed, as it follows "compares:". A full fingerprint that matches names the delivered certificate; the
 * start of one, or a code, says only that both agree so far, for which an attacker may have searched.
 */
export function describeComparison({ over, ...comparison }: Comparison): string {
  const heard = over === undefined ? "that was read aloud" : "that came over the call itself";
  const { thing, own } = WORDS[comparedBy(comparison)];
  return `the ${thing} ${heard} ${isMatch(comparison) ? "is" : "is NOT"} ${own}`;
}

/** The same for the picture, where there is less room. */
export function noteComparison({ over, ...comparison }: Comparison): string {
  const where = over === undefined ? "" : ", over the call itself";
  return `${isMatch(comparison) ? "hears" : "does NOT hear"} the ${WORDS[comparedBy(comparison)].note}${where}`;
}

const WORDS = {
  fingerprint: {
    thing: "fingerprint",
    own: "that of the certificate that this connection delivered",
    note: "fingerprint that DTLS delivered",
  },
  start: {
    thing: "start of a fingerprint",
    own: "how that of the certificate begins that this connection delivered",
    note: "start of the fingerprint that DTLS delivered",
  },
  code: { thing: "code", own: "the one on this peer's own screen", note: "code on its own screen" },
} as const;

/** Who compared, as the subject of a sentence: that one peer did says nothing of what the other one learned. */
export function whoCompared(comparisons: readonly { readonly by: PeerName }[]): string {
  const by = PEERS.filter((peer) => comparisons.some((comparison) => comparison.by === peer));
  return by.length === 1 ? `only ${by.map((peer) => PEER_NAMES[peer]).join()}` : "the peers";
}

export function isMatch({ heard, expected }: Pick<Comparison, "heard" | "expected">): boolean {
  return heard !== "" && heard === expected;
}

function comparedBy({ method: id }: Pick<Comparison, "method">): keyof typeof WORDS {
  const method = isComparisonMethodId(id) ? COMPARISON_METHODS[id] : undefined;
  if (method?.alarm !== "FINGERPRINT_MISMATCH") return "code";
  return method.bits < 256 ? "start" : "fingerprint";
}
