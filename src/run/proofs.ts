import type { Role } from "../dtls/crypto/keySchedule.ts";
import { judgeFinished } from "../dtls/judge/judgeFinished.ts";
import { judgePossession } from "../dtls/judge/judgePossession.ts";
import type { Possession } from "../dtls/judge/possession.ts";
import { judgeFinished13, judgePossession13 } from "../dtls13/judge/judge13.ts";
import type { RunAssociation } from "./associations.ts";

/** What a signature or a Finished message of a captured handshake proves, with the packets that it rests on. */
export interface Proof {
  readonly proof: Possession | { readonly kind: "none"; readonly reason: string };
  readonly packets: readonly number[];
}

/**
 * Did `role` sign with the private key of the certificate that it showed? Of DTLS 1.2 anybody can check that in the capture;
 * of DTLS 1.3 it takes the opened handshake. It does not prove whose certificate it is.
 */
export function possessionProof(recorded: RunAssociation, role: Role): Proof {
  return recorded.dtls === "1.2"
    ? judgePossession(recorded.association)[role]
    : judgePossession13(recorded.opened ?? recorded.association, role);
}

/** Do both Finished messages fit the captured handshake? Undefined: nobody reported the secret that it takes. */
export function finishedProofs(
  recorded: RunAssociation,
): { readonly client: Proof; readonly server: Proof } | undefined {
  if (recorded.dtls === "1.2") {
    const { association, masterSecret } = recorded;
    if (masterSecret === undefined) return undefined;
    const { client, server } = judgeFinished(association, masterSecret);
    return { client: withReason(client), server: withReason(server) };
  }
  const { opened, trafficSecrets } = recorded;
  if (opened === undefined) return undefined;
  return {
    client: judgeFinished13(opened, trafficSecrets, "client"),
    server: judgeFinished13(opened, trafficSecrets, "server"),
  };
}

function withReason({ proof, packets }: ReturnType<typeof judgeFinished>["client"]): Proof {
  const reason = "no Finished that opens, or a message before it is missing";
  return { proof: proof.kind === "none" ? { kind: "none", reason } : proof, packets };
}
