import { type Chunk, chunkSpans, parseChunk } from "./chunk.ts";

/** An SCTP packet (RFC 9260 §3), as DTLS carries it (RFC 8261). */
export interface SctpPacket {
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly verificationTag: number;
  readonly chunks: readonly Chunk[];
}

/**
 * Reads header and chunks; payloads and values are views. It checks neither the checksum nor
 * whether the packet belongs to an association.
 * @throws SctpParseError "truncated" or "bad-chunk-length"
 */
export function parsePacket(packet: Uint8Array): SctpPacket {
  const chunks: Chunk[] = [];
  for (const span of chunkSpans(packet)) chunks.push(parseChunk(packet, span));
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  return {
    sourcePort: view.getUint16(0),
    destinationPort: view.getUint16(2),
    verificationTag: view.getUint32(4),
    chunks,
  };
}
