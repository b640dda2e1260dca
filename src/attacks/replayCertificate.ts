import type { PathAttack } from "./attack.ts";
import { divertOnPath } from "./divertOnPath.ts";

export const replayCertificate: PathAttack = {
  ...divertOnPath,
  id: "replay-certificate",
  title: "Showing the victim's real certificate without its key",
  certificate: "replayed",
  explain: () =>
    "In DTLS 1.2 certificates travel in clear. The attacker on the path keeps those of an earlier call and shows each peer the other one's " +
    "real certificate. The fingerprint is right. What the attacker lacks is the private key, so the signature in the handshake cannot be.",
  limits: "It works only against a stack that does not verify the signatures of the handshake.",
  references: ["RFC 5246 §7.4.3, §7.4.8, §7.4.9", "RFC 8122 §6", "RFC 8827 §6.5"],
};
