import { COMPARISON_METHODS, isComparisonMethodId } from "../../comparison/index.ts";
import type { MetFingerprint, PeerFingerprints } from "../../run/fingerprintSources.ts";
import type { Run } from "../../run/run.ts";
import { LINK_FAILURE_WORDS } from "../../trace/linkFailure.ts";
import { counterpartOf, PEER_NAMES, type PeerName } from "../../trace/parties.ts";
import { printable } from "./printable.ts";

/** Where a peer had a fingerprint from, as the head of a row. */
export function sourceWords({ source }: MetFingerprint, peer: PeerName): string {
  switch (source.place) {
    case "own":
      return "its own certificate";
    case "sdp":
      return "what the SDP said";
    case "dtls":
      return "what DTLS delivered";
    case "read-aloud": {
      const method = isComparisonMethodId(source.method)
        ? COMPARISON_METHODS[source.method].title
        : printable(source.method, 40);
      const where = source.over === undefined ? "read aloud" : "said over the call itself";
      return `what ${PEER_NAMES[counterpartOf(peer)]} ${where}, by “${method}”`;
    }
  }
}

/** What became of a certificate that DTLS delivered and this peer did not go on with. Undefined: it did, or none came. */
export function refusalWords(
  { source, fingerprint }: MetFingerprint,
  link: { readonly reason?: keyof typeof LINK_FAILURE_WORDS | undefined },
): string | undefined {
  if (source.place !== "dtls" || source.accepted || !fingerprint) return undefined;
  return link.reason === undefined
    ? "delivered by DTLS; this peer did not come to be connected"
    : `delivered by DTLS, refused: ${LINK_FAILURE_WORDS[link.reason]}`;
}

/** What the table of a run's fingerprints shows, and which of its rows an attacker at the signalling cannot choose. */
export function fingerprintsIntroduction({ comparisons }: Pick<Run, "comparisons">): string {
  const start =
    "A fingerprint is a hash of a whole certificate, SHA-256 where nothing else is said. WebRTC compares what the SDP said with what DTLS delivered. Whoever carries the SDP can make these two agree.";
  const beside = comparisons.some(({ over }) => over === undefined);
  const within = comparisons.some(({ over }) => over !== undefined);
  const sentences = [
    start,
    beside && "Only what was read aloud beside the call came another way.",
    within &&
      "What was said over the call came the same way as everything else in it: whoever is in the middle could replace it.",
    !beside && !within && "In this run nothing came another way: nobody compared.",
  ];
  return sentences.filter((sentence) => typeof sentence === "string").join(" ");
}

/** The pair of SHA-256 fingerprints that a peer's screen would be made from. */
export function pairOf({ met }: PeerFingerprints) {
  const of = (place: "own" | "dtls") =>
    met.find(({ source, fingerprint }) => source.place === place && fingerprint?.algorithm === "sha-256")
      ?.fingerprint;
  const mine = of("own");
  const theirs = of("dtls");
  return mine && theirs ? { mine, theirs } : undefined;
}
