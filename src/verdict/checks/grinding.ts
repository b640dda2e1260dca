import { shortCode } from "../../comparison/shortCode.ts";
import { type Case, eventsBy, ownCertificates } from "../../run/case.ts";
import { certificateFingerprint } from "../../sdp/fingerprint.ts";
import { eventsOf } from "../../trace/events.ts";
import { PEERS, type PeerName } from "../../trace/parties.ts";
import type { Check } from "../contract.ts";

/**
 * Of a scenario in which certificates are ground: do the peers see different certificates that give the same code? The
 * codes are made here, from the certificates; that the search took the reported number of tries is the attacker's word.
 */
export function grinding({ scenario, trace }: Case): Check[] {
  if (scenario.calls.at(-1)?.attack !== "grind-short-code") return [];
  const ground = eventsOf(trace, "certificate-ground").at(-1);
  const [alice, bob] = PEERS.map((peer) => screenOf(trace, peer));
  const expected = "one code from different certificates, after at least one try";
  const claim = "the short codes on the two screens, made here from the certificates, are";
  const basis = [...(alice?.basis ?? []), ...(bob?.basis ?? []), ...(ground ? [ground.seq] : [])];
  const check = (observed: string, ok: boolean | null): Check[] => [
    { id: "grinding", claim, expected, observed, ok, basis },
  ];
  if (!ground) return check("nobody ground a certificate", false);
  if (!alice || !bob) return check("not both peers were shown a certificate", null);
  if (alice.code !== bob.code) return check(`two codes, ${alice.code} and ${bob.code}`, false);
  if (alice.certificates === bob.certificates) return check("one code, from the same certificates", false);
  if (![alice, bob].some(({ delivered }) => delivered === ground.certificate))
    return check("one code, but the certificate that was ground was shown to nobody", false);
  const { tries } = ground;
  return tries < 1
    ? check("one code, but not one certificate was tried", false)
    : check(`one code from different certificates, ${alice.code}, after ${tries} tries`, true);
}

/** What one peer's screen shows, and the two certificates behind it. */
function screenOf(trace: Case["trace"], peer: PeerName) {
  const own = ownCertificates(trace, peer).at(-1);
  const delivered = eventsBy(trace, peer, "certificate-delivered").at(-1);
  if (!own || !delivered) return undefined;
  const [mine, theirs] = [own, delivered].map(({ certificate }) =>
    certificateFingerprint(Buffer.from(certificate, "base64"), "sha-256"),
  );
  if (!mine || !theirs) return undefined;
  return {
    code: shortCode(16).readAloud({ mine, theirs }),
    certificates: [own.certificate, delivered.certificate].sort().join(" "),
    delivered: delivered.certificate,
    basis: [own.seq, delivered.seq],
  };
}
