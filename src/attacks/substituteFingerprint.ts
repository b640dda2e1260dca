import { rewriteDescription } from "../sdp/rewrite.ts";
import type { Attack } from "./attack.ts";

export const substituteFingerprint: Attack = {
  id: "substitute-fingerprint",
  title: "Fingerprint substitution with both DTLS legs terminated",
  explain: () =>
    "The server puts its own certificate's fingerprint, ICE credentials and candidates into the descriptions that it forwards. " +
    "Each peer then makes its DTLS connection with the server, and WebRTC's own check passes, because the server also delivered " +
    "the fingerprint that the check trusts. The server decrypts each SCTP packet on one leg and sends it on over the other.",
  limits: "It must be there while the call is set up. It cannot open a call that it only recorded.",
  references: ["RFC 8826 §4.3.2", "RFC 8827 §9.1", "RFC 5763 §8"],
  description: (sdp, { fingerprint, ...others }) =>
    rewriteDescription(sdp, { fingerprints: [fingerprint], dropCandidates: true, ...others }),
};
