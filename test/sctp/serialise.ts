import {
  CHUNK_TYPE,
  type Chunk,
  COMMON_HEADER_LENGTH,
  DATA_HEADER_LENGTH,
  FLAG,
  I_DATA_HEADER_LENGTH,
  type PayloadChunk,
  paddedLength,
} from "../../src/sctp/chunk.ts";
import { packetChecksum } from "../../src/sctp/crc32c.ts";
import type { DcepMessage, Reliability } from "../../src/sctp/dataChannel.ts";
import type { SctpPacket } from "../../src/sctp/packet.ts";

/** The packet's bytes, with padding and CRC32c. Throws RangeError for a chunk over 65 535 bytes. */
export function serialisePacket(packet: SctpPacket): Uint8Array {
  const lengths = packet.chunks.map((chunk) => paddedLength(checkedLength(chunk)));
  const written = new Uint8Array(lengths.reduce((sum, length) => sum + length, COMMON_HEADER_LENGTH));
  const view = new DataView(written.buffer);
  view.setUint16(0, packet.sourcePort);
  view.setUint16(2, packet.destinationPort);
  view.setUint32(4, packet.verificationTag);
  let at = COMMON_HEADER_LENGTH;
  for (const chunk of packet.chunks) {
    writeChunk(chunk, written, at);
    at += paddedLength(chunkLength(chunk));
  }
  view.setUint32(8, packetChecksum(written), true);
  return written;
}

function checkedLength(chunk: Chunk): number {
  const length = chunkLength(chunk);
  if (length > 0xffff) throw new RangeError(`an SCTP chunk has at most 65535 bytes, not ${length}`);
  return length;
}

/** Whether the packet's checksum is right. False for fewer than 12 bytes. */
export function checksumIsValid(packet: Uint8Array): boolean {
  if (packet.length < COMMON_HEADER_LENGTH) return false;
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  return view.getUint32(8, true) === packetChecksum(packet);
}

/** The bytes of a DCEP message. Throws RangeError when label or protocol has over 65 535 bytes of UTF-8. */
export function serialiseDcep(message: DcepMessage): Uint8Array {
  if (message.kind === "ack") return Uint8Array.of(MESSAGE_ACK);
  const label = new TextEncoder().encode(message.label);
  const protocol = new TextEncoder().encode(message.protocol);
  if (label.length > 0xffff || protocol.length > 0xffff)
    throw new RangeError("label or protocol over 65535 bytes");
  const written = new Uint8Array(OPEN_HEADER_LENGTH + label.length + protocol.length);
  const view = new DataView(written.buffer);
  const { type, parameter } = channelTypeOf(message.reliability);
  view.setUint8(0, MESSAGE_OPEN);
  view.setUint8(1, type | (message.ordered ? 0 : UNORDERED));
  view.setUint16(2, message.priority);
  view.setUint32(4, parameter);
  view.setUint16(8, label.length);
  view.setUint16(10, protocol.length);
  written.set(label, OPEN_HEADER_LENGTH);
  written.set(protocol, OPEN_HEADER_LENGTH + label.length);
  return written;
}

const MESSAGE_ACK = 2;
const MESSAGE_OPEN = 3;
const OPEN_HEADER_LENGTH = 12;
const UNORDERED = 0x80;
const RELIABLE = 0;
const MAX_RETRANSMITS = 1;
const MAX_LIFETIME = 2;

/** Writes a chunk's bytes, without padding; `target` must have room. */
function writeChunk(chunk: Chunk, target: Uint8Array, at: number): void {
  const view = new DataView(target.buffer, target.byteOffset, target.byteLength);
  view.setUint16(at + 2, chunkLength(chunk));
  if (chunk.kind === "data") {
    writePayloadHeader(chunk, view, at);
    view.setUint16(at + 10, chunk.streamSequenceNumber);
    view.setUint32(at + 12, chunk.ppid);
    target.set(chunk.payload, at + DATA_HEADER_LENGTH);
  } else if (chunk.kind === "i-data") {
    writePayloadHeader(chunk, view, at);
    view.setUint32(at + 12, chunk.messageId);
    view.setUint32(at + 16, chunk.beginning ? chunk.ppid : chunk.fragment);
    target.set(chunk.payload, at + I_DATA_HEADER_LENGTH);
  } else {
    view.setUint8(at, chunk.type);
    view.setUint8(at + 1, chunk.flags);
    target.set(chunk.value, at + 4);
  }
}

/** The chunk's own length, without padding. */
function chunkLength(chunk: Chunk): number {
  if (chunk.kind === "control") return 4 + chunk.value.length;
  return (chunk.kind === "data" ? DATA_HEADER_LENGTH : I_DATA_HEADER_LENGTH) + chunk.payload.length;
}

function writePayloadHeader(chunk: PayloadChunk, view: DataView, at: number): void {
  const flags =
    (chunk.immediate ? FLAG.immediate : 0) |
    (chunk.unordered ? FLAG.unordered : 0) |
    (chunk.beginning ? FLAG.beginning : 0) |
    (chunk.ending ? FLAG.ending : 0);
  view.setUint8(at, chunk.kind === "data" ? CHUNK_TYPE.DATA : CHUNK_TYPE.I_DATA);
  view.setUint8(at + 1, flags);
  view.setUint32(at + 4, chunk.tsn);
  view.setUint16(at + 8, chunk.streamId);
}

function channelTypeOf(reliability: Reliability): { readonly type: number; readonly parameter: number } {
  switch (reliability.kind) {
    case "reliable":
      return { type: RELIABLE, parameter: 0 };
    case "max-retransmits":
      return { type: MAX_RETRANSMITS, parameter: reliability.retransmits };
    case "max-lifetime":
      return { type: MAX_LIFETIME, parameter: reliability.milliseconds };
  }
}
