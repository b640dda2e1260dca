import { judgePossession } from "../../dtls/judge/judgePossession.ts";
import type { Case } from "../../run/case.ts";
import { associationAt, packetBasis, roleOf } from "../../run/recording.ts";
import type { PeerName } from "../../trace/parties.ts";
import type { Evidence } from "../contract.ts";

/**
 * Did the peer's counterpart hold the private key of the certificate that it showed? Verified here from the
 * signatures in the captured handshake, whatever the peer itself reported. It says nothing of who the
 * counterpart was.
 */
export function possession({ recording }: Case, peer: PeerName): Evidence["possession"]["alice"] {
  const recorded = associationAt(recording, peer);
  if (!recorded)
    return { value: "none", basis: [], because: `the capture holds no DTLS handshake with ${peer}` };
  const counterpartRole = roleOf(recorded, peer) === "client" ? "server" : "client";
  const { proof, packets } = judgePossession(recorded.association)[counterpartRole];
  const basis = packetBasis(packets);
  switch (proof.kind) {
    case "proven":
      return { value: "proven", basis, because: "the signature in the captured handshake verifies" };
    case "refuted":
      return { value: "refuted", basis, because: proof.message };
    case "none":
      return {
        value: "none",
        basis,
        because: `the captured handshake gives no proof to check (${proof.reason})`,
      };
  }
}
