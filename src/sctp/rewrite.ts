import { chunkSpans, DATA_HEADER_LENGTH, type DataChunk, paddedLength, parseChunk } from "./chunk.ts";
import { packetChecksum } from "./crc32c.ts";

/**
 * Replaces the content of whole messages in one SCTP packet on its way through a man in the middle. `replace` is asked
 * for every DATA chunk with B and E set (DCEP messages too: look at the PPID) and returns the new content, of any
 * length, or undefined to leave it. Length, padding and CRC32c are made to fit; TSN, stream, PPID, flags and every
 * other chunk stay. If nothing is replaced, it returns the same object, else a new one.
 *
 * What it cannot do:
 * - Fragmented messages. Each fragment uses up one TSN that the receiver will acknowledge to the sender, so their
 *   number must stay; a forger would have to hold back and re-cut the whole message into just as many fragments.
 * - Empty content, in either direction: it has PPIDs of its own and one byte without meaning.
 * - Insert or drop messages, for the same reason as fragments.
 * It keeps no state. SCTP may send a chunk again, and the receiver takes whichever copy comes first, so `replace`
 * must answer the same for the same TSN. A longer packet may exceed the path MTU, which DTLS does not fragment.
 * @throws SctpParseError as `parsePacket` does; RangeError when a replacement is empty or over 65 519 bytes
 */
export function rewriteData(
  packet: Uint8Array,
  replace: (data: DataChunk) => Uint8Array | undefined,
): Uint8Array {
  const pieces: Uint8Array[] = [];
  let keptFrom = 0;
  for (const span of chunkSpans(packet)) {
    const chunk = parseChunk(packet, span);
    if (chunk.kind !== "data" || !chunk.beginning || !chunk.ending) continue;
    const content = replace(chunk);
    if (content === undefined) continue;
    const header = packet.subarray(span.at, span.at + DATA_HEADER_LENGTH);
    pieces.push(packet.subarray(keptFrom, span.at), rewrittenChunk(header, content));
    keptFrom = span.at + paddedLength(span.length);
  }
  if (pieces.length === 0) return packet;
  const rewritten = new Uint8Array(Buffer.concat([...pieces, packet.subarray(keptFrom)]));
  new DataView(rewritten.buffer).setUint32(8, packetChecksum(rewritten), true);
  return rewritten;
}

function rewrittenChunk(header: Uint8Array, content: Uint8Array): Uint8Array {
  const length = DATA_HEADER_LENGTH + content.length;
  if (content.length === 0 || length > 0xffff) {
    throw new RangeError(`a DATA chunk carries 1 to 65519 bytes, not ${content.length}`);
  }
  const chunk = new Uint8Array(paddedLength(length));
  chunk.set(header);
  new DataView(chunk.buffer).setUint16(2, length);
  chunk.set(content, DATA_HEADER_LENGTH);
  return chunk;
}
