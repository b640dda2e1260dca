import type { SignallingAttack } from "./attack.ts";
import { towardsLeg } from "./substituteFingerprint.ts";

export const useHandedKeys: SignallingAttack = {
  id: "use-handed-keys",
  title: "Posing as each peer with the keys that the server made for them",
  position: "signalling",
  legCertificates: "handed-to-peers",
  explain: () =>
    "The server made both peers' certificates and keys and kept them. Each of its legs shows the genuine certificate of the peer that it poses as, " +
    "and proves possession of its key, because it holds it. In the SDP only the ICE credentials and candidates change: the fingerprints are right and stay.",
  limits:
    "It works only where the server has the private keys. It must be in place when a DTLS association is set up: with ephemeral Diffie–Hellman even these keys do not open what was only recorded.",
  references: ["RFC 8827 §6.5", "RFC 8826 §4.3.2", "RFC 5246 §7.4.3, §7.4.8"],
  description: (sdp, leg) => towardsLeg(sdp, leg),
};
