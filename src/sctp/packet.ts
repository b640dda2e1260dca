import { packetChecksum } from "./checksum.ts";
import {
  type Chunk,
  COMMON_HEADER_LENGTH,
  chunkLength,
  chunkSpans,
  paddedLength,
  parseChunk,
  writeChunk,
} from "./chunk.ts";

/** An SCTP packet (RFC 9260 section 3), as DTLS carries it (RFC 8261). */
export interface SctpPacket {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly verificationTag: number;
  readonly chunks: readonly Chunk[];
}

/**
 * Reads header and chunks; payloads and values are views. It does not look at the checksum (`checksumIsValid` does)
 * nor whether the packet belongs to an association. Throws SctpParseError: `truncated`, `bad-chunk-length`.
 */
export function parsePacket(packet: Uint8Array): SctpPacket {
  const chunks = Array.from(chunkSpans(packet), (span) => parseChunk(packet, span));
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  return {
    sourcePort: view.getUint16(0),
    destinationPort: view.getUint16(2),
    verificationTag: view.getUint32(4),
    chunks,
  };
}

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
