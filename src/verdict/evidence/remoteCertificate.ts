import { type Case, counterpartOf, eventsBy, ownCertificates } from "../../run/case.ts";
import { associationAt, certificateShownTo } from "../../run/recording.ts";
import type { PeerName } from "../../trace/parties.ts";
import type { Evidence } from "../contract.ts";

/**
 * Whose certificate DTLS delivered to `peer` in its last call. Decided from the captured handshake, which must
 * agree with what the peer reported; where they differ, nothing can be said.
 */
export function remoteCertificate(
  { trace, recording }: Case,
  peer: PeerName,
): Evidence["remoteCertificate"]["alice"] {
  const reported = eventsBy(trace, peer, "certificate-delivered").at(-1);
  const recorded = associationAt(recording, peer);
  const shown = recorded && certificateShownTo(recorded, peer);
  if (!reported) {
    return {
      value: "none",
      basis: [],
      because: `no DTLS handshake delivered a certificate that ${peer} went on with`,
    };
  }
  if (!shown)
    return {
      value: "unknown",
      basis: [reported.seq],
      because: "the capture shows no certificate for this handshake",
    };
  const basis = [reported.seq, ...shown.basis];
  if (Buffer.from(shown.certificate).toString("base64") !== reported.certificate) {
    return {
      value: "unknown",
      basis,
      because: `${peer} reported another certificate than the capture shows`,
    };
  }
  const genuine = ownCertificates(trace, counterpartOf(peer)).find(
    ({ certificate }) => certificate === reported.certificate,
  );
  if (genuine) {
    return {
      value: "genuine",
      basis: [...basis, genuine.seq],
      because: `it is the certificate that ${counterpartOf(peer)} made`,
    };
  }
  return { value: "substituted", basis, because: `${counterpartOf(peer)} never made this certificate` };
}
