import { type Basis, linesOf } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { certificateShownTo } from "../../run/associations.ts";
import { associationOf, type Run } from "../../run/run.ts";
import { ACTOR_NAMES, counterpartOf, type PeerName } from "../../trace/parties.ts";

type RemoteCertificate = Evidence["remoteCertificate"]["alice"];

/**
 * Whose certificate DTLS delivered to `peer` in the last call, and whether the peer went on with it. Decided from the
 * captured handshake, which must agree with what the peer reported; where they differ, nothing can be said.
 */
export function remoteCertificate(run: Run, peer: PeerName): RemoteCertificate {
  const call = run.calls.at(-1);
  const reported = call?.peers[peer].delivered;
  const recorded = call && associationOf(run, call, peer);
  const shown = recorded && certificateShownTo(recorded, peer);
  const accepted = call?.peers[peer].link.state === "connected";
  const basis: Basis = [...linesOf(reported), ...(shown?.basis ?? [])];
  const unknown = (because: string): RemoteCertificate => ({ value: "unknown", accepted, basis, because });
  // With DTLS 1.3 the capture shows a certificate only once it is opened (RFC 8446 §4.4.2).
  const isClosed = recorded?.dtls === "1.3" && recorded.opened === undefined;
  const certificate = shown?.certificate ?? (isClosed ? reported?.certificate.der : undefined);
  if (!certificate) {
    if (reported) return unknown("the capture shows no certificate for this handshake");
    if (isClosed && accepted)
      return unknown(
        `${ACTOR_NAMES[peer]}'s stack does not show the certificate, and the handshake is encrypted and was not opened`,
      );
    return {
      value: "none",
      accepted: false,
      basis,
      because: `no DTLS handshake showed ${ACTOR_NAMES[peer]} a certificate`,
    };
  }
  if (!reported && accepted)
    return unknown(
      `the capture shows a certificate, and ${ACTOR_NAMES[peer]} says that it is connected and got none`,
    );
  if (reported && Buffer.compare(certificate, reported.certificate.der) !== 0)
    return unknown(`${ACTOR_NAMES[peer]} reported another certificate than the capture shows`);
  const counterpart = counterpartOf(peer);
  const known = run.certificates.ofDer(certificate);
  const isGenuine = known?.owner === counterpart;
  const refused = accepted ? "" : `; ${ACTOR_NAMES[peer]} did not go on with it`;
  const source = isClosed
    ? `; by ${ACTOR_NAMES[peer]}'s word alone, since the handshake is encrypted and was not opened`
    : reported?.by === "capture"
      ? `; as the capture shows it, since ${ACTOR_NAMES[peer]}'s stack does not`
      : "";
  return {
    value: isGenuine ? "genuine" : "substituted",
    accepted,
    basis: isGenuine ? [...basis, ...linesOf(known)] : basis,
    because: isGenuine
      ? `it is ${ACTOR_NAMES[counterpart]}'s own certificate${refused}${source}`
      : `it is not ${ACTOR_NAMES[counterpart]}'s certificate${refused}${source}`,
  };
}
