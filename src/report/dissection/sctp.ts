import {
  CHUNK_TYPE,
  type ChunkSpan,
  type ControlChunk,
  chunkSpans,
  type PayloadChunk,
  paddedLength,
  parseChunk,
} from "../../sctp/chunk.ts";
import { packetChecksum } from "../../sctp/crc32c.ts";
import { parsePacket } from "../../sctp/packet.ts";
import { payloadFields, ppidName } from "./dataChannel.ts";
import { bytesIn, type Field, FieldWriter, shifted, uintOf } from "./field.ts";

/**
 * Every byte of an SCTP packet (RFC 9260 §3), DCEP messages included (RFC 8832 §5).
 * @throws SctpParseError as `parsePacket` does
 */
export function sctpFields(packet: Uint8Array): Field[] {
  const { sourcePort, destinationPort, verificationTag } = parsePacket(packet);
  const writer = new FieldWriter();
  const stored = new DataView(packet.buffer, packet.byteOffset).getUint32(8, true);
  writer.add("source port", 2, `${sourcePort}: a port inside the DTLS association, not one of UDP.`);
  writer.add("destination port", 2, `${destinationPort}.`);
  writer.add(
    "verification tag",
    4,
    `${verificationTag}: names the SCTP association, so that no older packet is taken for one of it.`,
  );
  writer.add(
    "checksum",
    4,
    `CRC32c, which ${packetChecksum(packet) === stored ? "fits" : "does not fit"} the packet. Anybody can compute it; only the tag of DTLS stops a forger.`,
  );
  const fields = [...writer.fields];
  for (const span of chunkSpans(packet)) fields.push(...chunkFields(packet, span));
  return fields;
}

function chunkFields(packet: Uint8Array, span: ChunkSpan): Field[] {
  const chunk = parseChunk(packet, span);
  const fields = chunk.kind === "control" ? controlFields(chunk, span) : payloadChunkFields(chunk, span);
  const padding = Math.min(paddedLength(span.length), packet.length - span.at) - span.length;
  const end = new FieldWriter(span.at + span.length);
  end.add("padding", padding, "Fills the chunk up to a multiple of four bytes. Not counted in its length.");
  return [...fields, ...end.fields];
}

/** DATA (RFC 9260 §3.3.1), or I-DATA, whose messages may interleave (RFC 8260 §2.1). */
function payloadChunkFields(chunk: PayloadChunk, { at, length }: ChunkSpan): Field[] {
  const { immediate, unordered, beginning, ending, tsn, streamId, ppid, payload } = chunk;
  const flags = [
    immediate && "I: acknowledge at once",
    unordered && "U: in any order",
    beginning && "B: the message begins here",
    ending && "E: the message ends here",
  ].filter(Boolean);
  const writer = new FieldWriter(at);
  writer.add(
    "chunk type",
    1,
    chunk.kind === "data"
      ? "0: DATA. A message, or a part of one."
      : "64: I-DATA. A message, or a part of one.",
  );
  writer.add(
    "chunk flags",
    1,
    flags.length === 0 ? "None: a middle part of a message." : `${flags.join("; ")}.`,
  );
  writer.add(
    "chunk length",
    2,
    `${length}: ${length - payload.length} bytes of header and ${payload.length} of content.`,
  );
  writer.add("TSN", 4, `${tsn}: transmission sequence number. The other end acknowledges it.`);
  writer.add(
    "stream identifier",
    2,
    `${streamId}: which data channel. A channel is one stream in each direction.`,
  );
  if (chunk.kind === "data") {
    const place = `${chunk.streamSequenceNumber}: the message’s place in its stream, counted from 0.`;
    writer.add("stream sequence number", 2, place);
  } else {
    writer.add("reserved", 2, "Not used.");
    writer.add("message identifier", 4, `${chunk.messageId}: which message of the stream.`);
  }
  if (chunk.kind === "data" || beginning)
    writer.add("payload protocol identifier", 4, `${ppid}: ${ppidName(ppid)}.`);
  else writer.add("fragment sequence number", 4, `${chunk.fragment}: the place in the message.`);
  return [...writer.fields, ...shifted(payloadFields(payload, ppid, beginning && ending), writer.at)];
}

function controlFields({ type, flags, value }: ControlChunk, { at, length }: ChunkSpan): Field[] {
  const writer = new FieldWriter(at);
  writer.add("chunk type", 1, `${type}: ${CHUNK_NAMES.get(type) ?? "not a chunk that WebRTC uses"}.`);
  writer.add("chunk flags", 1, `${flags}.`);
  writer.add("chunk length", 2, `${length}.`);
  if (type === CHUNK_TYPE.SACK && value.length >= 12) addSack(writer, value);
  else writer.add("chunk value", value.length, `${bytesIn(value.length)}.`);
  return writer.fields;
}

/** RFC 9260 §3.3.4. */
function addSack(writer: FieldWriter, value: Uint8Array): void {
  const field = (from: number, to: number) => uintOf(value.subarray(from, to));
  const [gaps, duplicates] = [field(8, 10), field(10, 12)];
  writer.add("cumulative TSN ack", 4, `${field(0, 4)}: everything up to this TSN has arrived.`);
  writer.add("advertised receiver window", 4, `${field(4, 8)} bytes may be on the way.`);
  writer.add("number of gap blocks", 2, `${gaps}.`);
  writer.add("number of duplicate TSNs", 2, `${duplicates}.`);
  writer.add("gap blocks and duplicates", value.length - 12, `${gaps} gaps, ${duplicates} duplicates.`);
}

const CHUNK_NAMES: ReadonlyMap<number, string> = new Map(
  Object.entries(CHUNK_TYPE).map(([name, type]) => [type, name.replaceAll("_", "-")]),
);
