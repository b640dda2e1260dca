import { decryptAssociation } from "../crypto/decrypt.ts";
import type { Role } from "../crypto/keySchedule.ts";
import type { Association } from "../handshake/association.ts";
import { orderHandshake, type SentMessage, transcriptBefore } from "../handshake/transcript.ts";
import { suiteOf } from "../handshake/version.ts";
import { DtlsParseError } from "../wire/dtlsParseError.ts";
import { type HandshakeFragment, handshakeType, parseHandshakeFragments } from "../wire/handshake.ts";
import { HandshakeReassembler } from "../wire/reassembler.ts";
import { type Possession, verifyFinished } from "./possession.ts";

/** "none": no Finished that opens with this secret, or a message before it is missing. */
export interface FinishedFinding {
  readonly proof: Possession | { readonly kind: "none" };
  readonly packets: readonly number[];
}

/**
 * Do both sides' Finished messages fit the transcript that this capture shows (RFC 5246 §7.4.9)? With
 * judgePossession this says that the signers themselves completed the handshake. Needs the master secret.
 */
export function judgeFinished(
  association: Association,
  masterSecret: Uint8Array,
): { readonly client: FinishedFinding; readonly server: FinishedFinding } {
  const suite = suiteOf(association);
  const finished = protectedFinished(association, masterSecret);
  const messages = orderHandshake([...association.messages, ...finished]);
  const judge = (role: Role): FinishedFinding => {
    const message = finished.find(({ sender }) => sender === role);
    const transcript = message && transcriptBefore(messages, message);
    const packets = message?.packets ?? [];
    if (suite === undefined || message === undefined || transcript === undefined) {
      return { proof: { kind: "none" }, packets };
    }
    const { prfHash } = suite;
    const proof = verifyFinished({ masterSecret, transcript, role, verifyData: message.body, prfHash });
    return { proof, packets };
  };
  return { client: judge("client"), server: judge("server") };
}

/** The first Finished of each side, decrypted. */
function protectedFinished(association: Association, masterSecret: Uint8Array): SentMessage[] {
  const encrypted = association.encrypted.filter(({ record }) => record.contentType === "handshake");
  const decryption = decryptAssociation({ ...association, encrypted }, masterSecret);
  if (decryption.kind === "no-handshake") return [];
  const reassemblers = { a: new HandshakeReassembler(), b: new HandshakeReassembler() };
  const finished: SentMessage[] = [];
  for (const { from, packet, result } of decryption.records) {
    if (!result.ok) continue;
    for (const fragment of fragmentsOf(result.plaintext)) {
      const outcome = reassemblers[from].accept(fragment, packet);
      if (outcome.kind !== "message" || outcome.message.type !== handshakeType.finished) continue;
      finished.push({ ...outcome.message, sender: from === association.client ? "client" : "server" });
    }
  }
  return finished;
}

/** Content that is not a handshake message is no Finished, so it proves nothing. */
function fragmentsOf(plaintext: Uint8Array): HandshakeFragment[] {
  try {
    return parseHandshakeFragments(plaintext);
  } catch (error) {
    if (error instanceof DtlsParseError) return [];
    throw error;
  }
}
