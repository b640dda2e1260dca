import { explicitNonceLength } from "../crypto/protection.ts";
import type { Association, EncryptedRecord, Side } from "../handshake/association.ts";
import { suiteOf } from "../handshake/version.ts";
import { handshakeType } from "../wire/handshake.ts";
import type { RecordPair } from "./nonceReuse.ts";

export type HeadRecovery =
  | {
      readonly kind: "recovered";
      /** The XOR of the two plaintexts, as far as the shorter one goes. */
      readonly xor: Uint8Array;
      /** The first 12 bytes of the data record's plaintext: in WebRTC, the SCTP common header (RFC 9260 §3.1). */
      readonly head: Uint8Array;
      readonly finishedPacket: number;
      readonly dataPacket: number;
    }
  | { readonly kind: "not-possible"; readonly reason: HeadRecoveryObstacle };

export type HeadRecoveryObstacle =
  | "suite-unknown"
  | "no-finished-in-pair"
  | "no-data-in-pair"
  | "message-seq-unknown"
  | "record-too-short";

/**
 * What an observer without any key learns from two records that share a nonce, when one of them is Finished. Both
 * were encrypted with the same keystream, so the XOR of the ciphertexts is that of the plaintexts; the head of
 * Finished is fixed by the protocol (RFC 6347 §4.2.2), so that much of the other record follows. It does not
 * recover the bytes that were encrypted with the same keystream as verify_data, which the observer does not know, and
 * it does not break authentication.
 * The recovered bytes are right if the pair really came from one sender: nothing here authenticates it.
 */
export function recoverHead(association: Association, { first, second }: RecordPair): HeadRecovery {
  const suite = suiteOf(association);
  if (suite === undefined) return notPossible("suite-unknown");
  const finished = [first, second].find(({ record }) => record.contentType === "handshake");
  const data = [first, second].find(({ record }) => record.contentType === "application_data");
  if (finished === undefined || finished.record.epoch !== 1) return notPossible("no-finished-in-pair");
  if (data === undefined) return notPossible("no-data-in-pair");
  const nonceLength = explicitNonceLength(suite.aead);
  const finishedText = ciphertext(finished, nonceLength);
  // The only handshake message of epoch 1 with this length: a HelloRequest is shorter, a hello is longer.
  if (finishedText.length !== HEADER_BYTES + VERIFY_DATA_BYTES) return notPossible("no-finished-in-pair");
  const messageSeq = finishedSeq(association, finished.from);
  if (messageSeq === undefined) return notPossible("message-seq-unknown");
  const dataText = ciphertext(data, nonceLength);
  if (dataText.length < HEADER_BYTES) return notPossible("record-too-short");
  const xor = exclusiveOr(finishedText, dataText);
  return {
    kind: "recovered",
    xor,
    head: exclusiveOr(xor, finishedHeader(messageSeq)),
    finishedPacket: finished.packet,
    dataPacket: data.packet,
  };
}

const HEADER_BYTES = 12;
const VERIFY_DATA_BYTES = 12;
const TAG_BYTES = 16;

function notPossible(reason: HeadRecoveryObstacle): HeadRecovery {
  return { kind: "not-possible", reason };
}

function ciphertext({ record: { fragment } }: EncryptedRecord, nonceLength: number): Uint8Array {
  return fragment.subarray(nonceLength, Math.max(nonceLength, fragment.length - TAG_BYTES));
}

/** msg_type, length, message_seq, fragment_offset 0, fragment_length: nobody fragments 12 bytes. */
function finishedHeader(messageSeq: number): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES);
  header[0] = handshakeType.finished;
  header.writeUIntBE(VERIFY_DATA_BYTES, 1, 3);
  header.writeUInt16BE(messageSeq, 4);
  header.writeUIntBE(VERIFY_DATA_BYTES, 9, 3);
  return header;
}

/** The number after that of the side's last clear message, if the recording has all of them. */
function finishedSeq(association: Association, from: Side): number | undefined {
  const sender = from === association.client ? "client" : "server";
  const sent = association.messages.filter((message) => message.sender === sender);
  const last = sent.at(-1);
  const whole = sent.every(({ messageSeq }, index) => messageSeq === index);
  return whole && last && closesFlight(association, last.type) ? last.messageSeq + 1 : undefined;
}

/** Is this a message after which only Finished can follow? A client that showed a certificate must also sign. */
function closesFlight({ clientCertificates }: Association, type: number): boolean {
  switch (type) {
    case handshakeType.serverHelloDone:
    case handshakeType.newSessionTicket:
    case handshakeType.certificateVerify:
      return true;
    case handshakeType.clientKeyExchange:
      return clientCertificates === undefined || clientCertificates.value.length === 0;
    default:
      return false;
  }
}

/** As long as the shorter one. */
function exclusiveOr(a: Uint8Array, b: Uint8Array): Uint8Array {
  return a.subarray(0, b.length).map((byte, index) => byte ^ (b[index] ?? 0));
}
