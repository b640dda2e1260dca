import { handshakeType13 } from "../../dtls13/registry.ts";
import type { RunAssociation13 } from "../../run/associations.ts";
import { finishedProofs, type Proof, possessionProof } from "../../run/proofs.ts";
import type { Run } from "../../run/run.ts";
import type { EndName } from "../../trace/parties.ts";
import { messageName13 } from "./handshakeMessages13.ts";
import { OWNERS } from "./parties.ts";

/** One message of a DTLS 1.3 handshake: what an onlooker sees of it, and what the judge found once it was opened. */
export interface HandshakeMessage13 {
  readonly title: string;
  readonly from: EndName;
  readonly to: EndName;
  readonly bytes: number;
  readonly packets: readonly number[];
  readonly inClear: boolean;
  readonly notes: readonly string[];
}

/** In the order of arrival, as far as they can be read: without secrets only the hellos. */
export function handshake13(run: Run, recorded: RunAssociation13): HandshakeMessage13[] {
  const { ends, opened, association } = recorded;
  const { messages, client } = opened ?? association;
  const [asClient, asServer] = client === "b" ? [ends[1], ends[0]] : ends;
  return messages.map(({ type, sender, epoch, body, packets }) => {
    const [from, to] = sender === "client" ? [asClient, asServer] : [asServer, asClient];
    const notes = notesOf(run, recorded, type, sender);
    return { title: messageName13(type), from, to, bytes: body.length, packets, inClear: epoch === 0, notes };
  });
}

function notesOf(
  { certificates }: Run,
  recorded: RunAssociation13,
  type: number,
  sender: "client" | "server",
): string[] {
  switch (type) {
    case handshakeType13.certificate: {
      const der = recorded.opened?.certificates[sender]?.value.certificates[0];
      if (!der) return [];
      return [
        `Made by ${OWNERS[certificates.ofDer(der)?.owner ?? "unknown"]}, by the word of whoever made it.`,
      ];
    }
    case handshakeType13.certificateVerify:
      return [
        proofWords(
          possessionProof(recorded, sender),
          "the signature fits the certificate, so the sender holds its private key. Whose certificate it is, it does not say",
        ),
      ];
    case handshakeType13.finished: {
      const proofs = finishedProofs(recorded);
      return proofs ? [proofWords(proofs[sender], "it fits the handshake as the capture shows it")] : [];
    }
    default:
      return [];
  }
}

function proofWords({ proof }: Proof, proven: string): string {
  switch (proof.kind) {
    case "proven":
      return `Checked: ${proven}.`;
    case "refuted":
      return `Checked, and it does not hold: ${proof.message}.`;
    case "none":
      return `Not checked: ${proof.reason}.`;
  }
}
