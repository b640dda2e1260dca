import { linesOf } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { certificateShownTo } from "../../run/associations.ts";
import type { RunCall } from "../../run/calls.ts";
import type { RunCertificate } from "../../run/certificates.ts";
import { associationOf, type Run } from "../../run/run.ts";
import { counterpartOf, isPeer, legOf, PEER_NAMES, PEERS, type PeerName } from "../../trace/parties.ts";
import type { Case } from "../case.ts";

/** A substituted certificate must be the one that the attacker's own leg made, or somebody else was there too. */
export function certificateMaker({ scenario: { expect }, run }: Case, evidence: Evidence): Check[] {
  if (run.certificates.all.every(({ owner }) => owner === undefined || isPeer(owner))) return [];
  const substituted = PEERS.filter(
    (peer) => (expect?.remoteCertificate[peer] ?? evidence.remoteCertificate[peer].value) === "substituted",
  );
  return substituted.map((peer): Check => {
    const foreign = run.calls.flatMap((call) => foreignCertificate(run, call, peer) ?? []);
    const wrong = foreign.filter(({ owner }) => owner !== legOf(peer));
    return {
      id: `certificate-maker-${peer}`,
      claim: `each certificate that DTLS delivered to ${PEER_NAMES[peer]} and that is not ${PEER_NAMES[counterpartOf(peer)]}'s was made by`,
      expected: `the attacker's leg towards ${PEER_NAMES[peer]}`,
      observed:
        foreign.length === 0
          ? "none was delivered"
          : wrong.length === 0
            ? `the attacker's leg towards ${PEER_NAMES[peer]}`
            : wrong.map(({ owner, call }) => `in call ${call}: ${owner ?? "nobody of this run"}`).join(", "),
      ok: foreign.length === 0 ? null : wrong.length === 0,
      basis: foreign.flatMap(({ basis }) => basis),
    };
  });
}

/** By the peer's own word, or, where it refused before it said so, as the captured handshake shows it. */
function foreignCertificate(run: Run, call: RunCall, peer: PeerName) {
  const { delivered } = call.peers[peer];
  const recorded = associationOf(run, call, peer);
  const shown = recorded && certificateShownTo(recorded, peer);
  const certificate: Pick<RunCertificate, "owner"> | undefined =
    delivered?.certificate ?? (shown && (run.certificates.ofDer(shown.certificate) ?? { owner: undefined }));
  if (!certificate || certificate.owner === counterpartOf(peer)) return undefined;
  return {
    call: call.number,
    owner: certificate.owner,
    basis: delivered ? linesOf(delivered, delivered.certificate) : (shown?.basis ?? []),
  };
}
