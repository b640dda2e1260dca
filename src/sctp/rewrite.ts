import {
  type ChunkSpan,
  COMMON_HEADER_LENGTH,
  chunkSpans,
  headerLength,
  type PayloadChunk,
  paddedLength,
  parseChunk,
} from "./chunk.ts";
import { withChecksum } from "./crc32c.ts";

/** What stands in a packet instead of a whole message: other content, under another PPID perhaps, or nothing. */
export type ChunkChange = { readonly content: Uint8Array; readonly ppid?: number } | "left-out";

/**
 * Changes whole messages in one SCTP packet on its way through a man in the middle. `change` is asked for every DATA and
 * I-DATA chunk with B and E set (DCEP messages too: look at the PPID) and returns the new content, of any length,
 * or undefined to leave it. Length, padding and CRC32c are made to fit; TSN, stream, flags and every other chunk stay. If
 * nothing is changed, it returns the same object; if nothing is left to send, undefined.
 *
 * What it cannot do:
 * - Fragmented messages. Each fragment uses up one TSN that the receiver will acknowledge to the sender, so their
 *   number must stay; a forger would have to hold back and re-cut the whole message into just as many fragments.
 * - Empty content, in either direction: it has PPIDs of its own and one byte without meaning.
 * - Insert messages, for the same reason as fragments: `Insertions` does that. A message that is left out is still
 *   expected: its sender repeats it until it is acknowledged. To drop one for good, put something in its place that
 *   delivers nothing.
 * It keeps no state. SCTP may send a chunk again, and the receiver takes whichever copy comes first, so `change`
 * must answer the same for the same TSN. A longer packet may exceed the path MTU, which DTLS does not fragment.
 * @throws SctpParseError as `parsePacket` does; RangeError when new content is empty or does not fit into a chunk
 */
export function rewriteData(
  packet: Uint8Array,
  change: (data: PayloadChunk) => ChunkChange | undefined,
): Uint8Array | undefined {
  const pieces: Uint8Array[] = [];
  let keptFrom = 0;
  for (const span of chunkSpans(packet)) {
    const chunk = parseChunk(packet, span);
    if (chunk.kind === "control" || !chunk.beginning || !chunk.ending) continue;
    const changed = change(chunk);
    if (changed === undefined) continue;
    pieces.push(packet.subarray(keptFrom, span.at));
    if (changed !== "left-out") pieces.push(changedChunk(packet, span, changed));
    keptFrom = span.at + paddedLength(span.length);
  }
  if (keptFrom === 0) return packet;
  const rewritten = new Uint8Array(Buffer.concat([...pieces, packet.subarray(keptFrom)]));
  return rewritten.length === COMMON_HEADER_LENGTH ? undefined : withChecksum(rewritten);
}

/** A packet of the same association that carries nothing but the payload chunk with this TSN; undefined: there is none. */
export function packetOfChunk(packet: Uint8Array, tsn: number): Uint8Array | undefined {
  for (const span of chunkSpans(packet)) {
    const chunk = parseChunk(packet, span);
    if (chunk.kind === "control" || chunk.tsn !== tsn) continue;
    const alone = new Uint8Array(COMMON_HEADER_LENGTH + paddedLength(span.length));
    alone.set(packet.subarray(0, COMMON_HEADER_LENGTH));
    alone.set(packet.subarray(span.at, span.at + span.length), COMMON_HEADER_LENGTH);
    return withChecksum(alone);
  }
  return undefined;
}

function changedChunk(
  packet: Uint8Array,
  { at }: ChunkSpan,
  { content, ppid }: Exclude<ChunkChange, "left-out">,
): Uint8Array {
  const header = packet.subarray(at, at + headerLength(packet[at] ?? 0));
  const length = header.length + content.length;
  if (content.length === 0 || length > 0xffff) {
    const most = 0xffff - header.length;
    throw new RangeError(`a chunk carries 1 to ${most} bytes of a message, not ${content.length}`);
  }
  const chunk = new Uint8Array(paddedLength(length));
  chunk.set(header);
  const view = new DataView(chunk.buffer);
  view.setUint16(2, length);
  // The last field of the header, in DATA as in the first fragment of I-DATA.
  if (ppid !== undefined) view.setUint32(header.length - 4, ppid);
  chunk.set(content, header.length);
  return chunk;
}
