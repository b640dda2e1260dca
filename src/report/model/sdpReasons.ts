/**
 * Why an attacker who ends both DTLS legs changes a line of a description, and what would have happened if it had
 * stayed. `attribute` is as `diffDescriptions` names it. Undefined: the lab knows no reason.
 */
export function reasonFor(attribute: string, kind: "changed" | "added" | "removed"): string | undefined {
  if (attribute === "a=fingerprint" && kind === "added") {
    return "A peer accepts a certificate that matches any one of the fingerprints of the hash function that it prefers (RFC 8122 §5), so one more line lets one more certificate in; without it, the peer would have refused the attacker's certificate.";
  }
  return REASONS.get(attribute);
}

const REASONS: ReadonlyMap<string, string> = new Map([
  [
    "a=fingerprint",
    "The peer must refuse every certificate but the one that this line names (RFC 5763 §5), so the attacker names its own; had the line stayed, the peer would have torn the connection down when the attacker's certificate came.",
  ],
  [
    "a=ice-ufrag",
    "ICE checks carry this name (RFC 8445 §7.2.2), and the attacker's leg is an ICE agent with a name of its own; had the line stayed, the leg would have refused the peer's checks.",
  ],
  [
    "a=ice-pwd",
    "The peer authenticates its ICE checks with this password, and the attacker's leg has its own; had the line stayed, the leg would have refused the checks. (The attacker has read the genuine password here, and could have used that one instead.)",
  ],
  [
    "a=candidate",
    "A candidate says where to send packets; the attacker puts the address of its own leg here; had it stayed, the peer's packets would have gone to the other peer, who does not accept checks under the changed ICE name.",
  ],
  [
    "a=end-of-candidates",
    "The candidates that it closes were replaced; had it stayed, the peer might have stopped waiting for those of the attacker's leg.",
  ],
  [
    "a=setup",
    "This line says which end starts the DTLS handshake (RFC 8842 §5); the attacker's leg waits for the handshake, so it announces “passive”; had the line said “active”, the peer would have waited for the leg too, and no handshake would have begun.",
  ],
  [
    "a=tls-id",
    "It tells whether a description belongs to the same DTLS association (RFC 8842 §4); the attacker's leg is another association; had it stayed, a strict peer could have taken the two for one.",
  ],
]);
