import { rewriteDescription } from "../sdp/rewrite.ts";
import type { LegParameters, SignallingAttack } from "./attack.ts";

export const substituteFingerprint: SignallingAttack = {
  id: "substitute-fingerprint",
  title: "Fingerprint substitution with both DTLS legs terminated",
  position: "signalling",
  explain: () =>
    "The server puts its own certificate's fingerprint, ICE credentials and candidates into the descriptions that it forwards. " +
    "Each peer then makes its DTLS connection with the server, and WebRTC's own check passes, because the server also wrote " +
    "the fingerprint that the check trusts. The server decrypts each SCTP packet on one leg and encrypts it again for the other.",
  limits:
    "It must be in place when a DTLS association is set up: at the start of a call, or when an offer in mid-call asks for a new association (RFC 8842 §3). It cannot open a call that it only recorded.",
  references: ["RFC 8826 §4.3.2", "RFC 8827 §9.1", "RFC 5763 §8", "RFC 8842 §3"],
  description: (sdp, leg) => towardsLeg(sdp, leg, [leg.fingerprint]),
};

/** Every attack at the signalling begins so: the peer is led to the leg, and nothing else of its SDP changes. */
export function towardsLeg(
  sdp: string,
  { iceUfrag, icePwd }: LegParameters,
  fingerprints?: readonly LegParameters["fingerprint"][],
): string {
  return rewriteDescription(sdp, {
    iceUfrag,
    icePwd,
    dropCandidates: true,
    ...(fingerprints && { fingerprints }),
  });
}
