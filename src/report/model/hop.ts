import { createHash } from "node:crypto";
import { associationKeys, type DecryptedRecord } from "../../dtls/crypto/decrypt.ts";
import { additionalData, type ProtectionKey, recordNonce } from "../../dtls/crypto/protection.ts";
import type { RunAssociation12 } from "../../run/associations.ts";
import type { Content } from "../../run/messages.ts";
import type { RecordedDatagram } from "../../run/recording.ts";
import type { Run } from "../../run/run.ts";
import type { DataChunk } from "../../sctp/chunk.ts";
import { PPID } from "../../sctp/dataChannel.ts";
import type { ChannelMessage } from "../../sctp/dataChannelEvent.ts";
import { parsePacket, type SctpPacket } from "../../sctp/packet.ts";
import { DataChannelReader } from "../../sctp/reassembly.ts";
import { SctpParseError } from "../../sctp/sctpParseError.ts";
import type { EndName } from "../../trace/parties.ts";
import { ciphertextOf } from "../dissection/record.ts";

/** One crossing of the network: the record that carried a message (or its first part), sealed and opened. */
export interface Hop {
  readonly from: EndName;
  readonly to: EndName;
  readonly datagram: RecordedDatagram;
  readonly record: DecryptedRecord["record"];
  readonly key: ProtectionKey;
  readonly nonce: Uint8Array;
  /** What the tag protects beside the content. */
  readonly additionalData: Uint8Array;
  /** The SCTP packet, as it opened with the true key. */
  readonly plaintext: Uint8Array;
  /** What stands in the record for `plaintext`: of the same length. */
  readonly ciphertext: Uint8Array;
  readonly streamId: number;
  /** The whole message, put together from its parts. */
  readonly content: Uint8Array;
  /** Its DATA chunks. More than one: the record carries only the first. */
  readonly parts: number;
  /** Records that carried this first part: more than one when it was sent again. */
  readonly sendings: number;
}

/** The record that first carried the content, sent by `from`. Undefined: none that opens has it. */
export function crossingOf(
  run: Run,
  association: RunAssociation12,
  { from, content }: { readonly from: EndName; readonly content: Pick<Content, "type" | "sha256"> },
): Hop | undefined {
  const packets = sctpPacketsOf(association, from);
  const reader = new DataChannelReader();
  const message = firstMessage(packets, reader, content);
  if (!message) return undefined;
  const carriers = packets.filter(({ packet: { chunks } }) =>
    chunks.some((chunk) => chunk.kind === "data" && chunk.tsn === message.firstTsn),
  );
  const [first] = carriers;
  return first && hopOf(run, association, first, { ...message, sendings: carriers.length });
}

function hopOf(
  { recording }: Run,
  { association, masterSecret, ends }: RunAssociation12,
  { opened: { from, packet, record }, plaintext }: OpenedPacket,
  { streamId, content, firstTsn, lastTsn, sendings }: ChannelMessage & { readonly sendings: number },
): Hop | undefined {
  const key = masterSecret && associationKeys(association, masterSecret)?.[from];
  const datagram = recording.datagrams.find((candidate) => candidate.packet === packet);
  if (!key || !datagram) return undefined;
  const [sender, receiver] = from === "a" ? ends : [ends[1], ends[0]];
  return {
    from: sender,
    to: receiver,
    datagram,
    record,
    key,
    nonce: recordNonce(key, record),
    additionalData: additionalData(record, plaintext.length),
    plaintext,
    ciphertext: ciphertextOf(record.fragment, key.aead),
    streamId,
    content,
    parts: ((lastTsn - firstTsn) >>> 0) + 1,
    sendings,
  };
}

interface OpenedPacket {
  readonly opened: DecryptedRecord;
  readonly plaintext: Uint8Array;
  readonly packet: SctpPacket;
}

/** The SCTP packets that one end sent, in the order of the capture, as far as they open. */
function sctpPacketsOf({ ends, opened = [] }: RunAssociation12, sender: EndName): OpenedPacket[] {
  const side = ends[0] === sender ? "a" : "b";
  return opened.flatMap((record): OpenedPacket[] => {
    const { from, result } = record;
    if (from !== side || !result.ok || record.record.contentType !== "application_data") return [];
    try {
      return [{ opened: record, plaintext: result.plaintext, packet: parsePacket(result.plaintext) }];
    } catch (error) {
      if (error instanceof SctpParseError) return [];
      throw error;
    }
  });
}

function firstMessage(
  packets: readonly OpenedPacket[],
  reader: DataChannelReader,
  { type, sha256 }: Pick<Content, "type" | "sha256">,
): ChannelMessage | undefined {
  for (const { plaintext } of packets) {
    for (const event of reader.push(plaintext)) {
      if (event.kind !== "message" || event.type !== type) continue;
      if (createHash("sha256").update(event.content).digest("hex") === sha256) return event;
    }
  }
  return undefined;
}

/** The DATA_CHANNEL_OPEN of a stream, from whichever end it came. */
export interface Opening {
  readonly from: EndName;
  readonly packet: number;
  readonly payload: Uint8Array;
}

export function openingOf(association: RunAssociation12, streamId: number): Opening | undefined {
  const openings = association.ends.flatMap((from) =>
    sctpPacketsOf(association, from).flatMap(({ opened, packet: { chunks } }) =>
      chunks
        .filter((chunk): chunk is DataChunk => chunk.kind === "data" && isOpen(chunk, streamId))
        .map(({ payload }): Opening => ({ from, packet: opened.packet, payload })),
    ),
  );
  return openings[0];
}

const DATA_CHANNEL_OPEN = 3;

function isOpen({ ppid, streamId, payload }: DataChunk, stream: number): boolean {
  return ppid === PPID.DCEP && streamId === stream && payload[0] === DATA_CHANNEL_OPEN;
}
