import { packetBasis } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { judgePossession } from "../../dtls/judge/judgePossession.ts";
import { roleOf } from "../../run/recording.ts";
import { associationOf, type Run } from "../../run/run.ts";
import { ACTOR_NAMES, type PeerName } from "../../trace/parties.ts";

/**
 * Did the peer's counterpart in the last call hold the private key of the certificate that it showed? Verified here from
 * the signature in the captured handshake, whatever the peer itself reported. It says nothing of who the counterpart was.
 */
export function possession(run: Run, peer: PeerName): Evidence["possession"]["alice"] {
  const call = run.calls.at(-1);
  const recorded = call && associationOf(run, call, peer);
  if (!recorded)
    return {
      value: "none",
      basis: [],
      because: `the capture holds no DTLS handshake with ${ACTOR_NAMES[peer]}`,
    };
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
