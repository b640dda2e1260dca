import { packetBasis } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import { possessionProof } from "../../run/proofs.ts";
import { roleOf } from "../../run/recording.ts";
import { associationOf, type Run } from "../../run/run.ts";
import { ACTOR_NAMES, type PeerName } from "../../trace/parties.ts";

/**
 * Did the peer's counterpart in the last call hold the private key of the certificate that it showed? Verified here from
 * the signature in the captured handshake (of DTLS 1.3: once it is opened), whatever the peer itself reported. It says nothing of who the counterpart was.
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
  const { proof, packets } = possessionProof(recorded, counterpartRole);
  const basis = packetBasis(packets);
  switch (proof.kind) {
    case "proven":
      return { value: "proven", basis, because: WHERE[recorded.dtls] };
    case "refuted":
      return { value: "refuted", basis, because: proof.message };
    case "none":
      if (recorded.dtls === "1.3" && recorded.opened === undefined)
        return {
          value: "unknown",
          basis,
          because: "the handshake is encrypted (DTLS 1.3), and nobody reported a secret that opens it",
        };
      return {
        value: "none",
        basis,
        because: `the captured handshake gives no proof to check (${proof.reason})`,
      };
  }
}

const WHERE = {
  "1.2": "the signature in the captured handshake verifies",
  "1.3": "the signature in the captured handshake, opened with the true secrets, verifies",
} as const;
