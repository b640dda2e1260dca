import { type Case, counterpartOf, eventsBy, ownCertificates } from "../../run/case.ts";
import { certificateFingerprint, fingerprintsMatch, fingerprintsOf } from "../../sdp/fingerprint.ts";
import { SdpParseError } from "../../sdp/sdpParseError.ts";
import { PEERS, type PeerName } from "../../trace/parties.ts";
import type { Check } from "../contract.ts";

/**
 * Of a scenario in which fingerprints are added: is the first fingerprint line of the SDP that a peer received still the
 * genuine one? Then a person who compares that line is fooled, and the run shows it.
 */
export function firstFingerprintLine({ scenario, trace }: Case): Check[] {
  if (scenario.calls.at(-1)?.attack !== "add-fingerprint") return [];
  return PEERS.map((peer): Check => {
    const received = eventsBy(trace, peer, "description-received").at(-1);
    const genuine = ownCertificates(trace, counterpartOf(peer)).at(-1);
    const first = received && firstLine(received.sdp);
    const expected = `the certificate that ${NAMES[counterpartOf(peer)]} made`;
    const isGenuine =
      first !== undefined &&
      genuine !== undefined &&
      fingerprintsMatch(first, certificateFingerprint(Buffer.from(genuine.certificate, "base64"), "sha-256"));
    return {
      id: `first-fingerprint-line-${peer}`,
      claim: `the first fingerprint line of the SDP that ${NAMES[peer]} received is of`,
      expected,
      observed: isGenuine ? expected : first ? "another certificate" : "nothing: no such line was received",
      ok: received && genuine ? isGenuine : null,
      basis: [received, genuine].flatMap((event) => event?.seq ?? []),
    };
  });
}

const NAMES: Readonly<Record<PeerName, string>> = { alice: "Alice", bob: "Bob" };

function firstLine(sdp: string) {
  try {
    return fingerprintsOf(sdp)[0]?.fingerprint;
  } catch (error) {
    if (error instanceof SdpParseError) return undefined;
    throw error;
  }
}
