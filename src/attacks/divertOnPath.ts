import type { PathAttack } from "./attack.ts";

export const divertOnPath: PathAttack = {
  id: "divert-on-path",
  title: "Diverting the datagrams to DTLS legs of its own, without the signalling",
  position: "path",
  certificate: "own",
  explain: () =>
    "The attacker owns the network between the peers and does not change their signalling. It lets STUN through, so ICE connects, and " +
    "answers the DTLS handshakes of both peers itself, with a certificate of its own.",
  limits:
    "It leaves the signalling alone, so the peers see that the certificate is not the signalled one. It can prevent the call, but not take part in it, as long as nobody on the path can change the signalling and the stack checks both the fingerprint and the handshake’s signatures.",
  references: ["RFC 5763 §8", "RFC 8122 §7", "RFC 8827 §6.5, §9.1"],
};
