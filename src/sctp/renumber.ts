import { CHUNK_TYPE, COMMON_HEADER_LENGTH, chunkSpans, parseChunk } from "./chunk.ts";
import { type Insertions, packetOf } from "./insertions.ts";
import { readSack, writeSack } from "./sack.ts";

/**
 * A packet of one peer as the other one must see it, when messages were inserted on the way: `own` among the messages of
 * this packet's sender, `reverse` among those that it acknowledges. The same object where nothing was inserted; undefined
 * where nothing is left to send now.
 * @throws SctpParseError as `parsePacket` does
 */
export function renumber(packet: Uint8Array, own: Insertions, reverse: Insertions): Uint8Array | undefined {
  if (own.isEmpty && reverse.isEmpty) return packet;
  const header = packet.subarray(0, COMMON_HEADER_LENGTH);
  const chunks: Uint8Array[] = [];
  for (const span of chunkSpans(packet)) {
    const chunk = parseChunk(packet, span);
    const bytes = packet.slice(span.at, span.at + span.length);
    if (chunk.kind === "control" && chunk.type === CHUNK_TYPE.SACK) {
      const sack = readSack(chunk.flags, chunk.value);
      chunks.push(sack ? writeSack(reverse.forSender(sack)) : bytes);
    } else if (chunk.kind === "control" && chunk.type === CHUNK_TYPE.SHUTDOWN && chunk.value.length >= 4) {
      const view = new DataView(bytes.buffer);
      view.setUint32(4, reverse.originalOf(view.getUint32(4)));
      chunks.push(bytes);
    } else {
      const moved = own.forReceiver(chunk, bytes, header);
      if (moved) chunks.push(moved);
    }
  }
  return chunks.length > 0 ? packetOf(header, ...chunks) : undefined;
}
