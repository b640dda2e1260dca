import { crc32c } from "./crc32c.ts";

/**
 * The CRC32c that belongs into an SCTP packet of at least 12 bytes: over the whole packet with the checksum field
 * zero (RFC 9260 section 6.8). The field is little-endian, unlike every other.
 */
export function packetChecksum(packet: Uint8Array): number {
  return crc32c(packet.subarray(12), crc32c(ZERO_FIELD, crc32c(packet.subarray(0, 8))));
}

/**
 * Whether the packet's checksum is right. It is no proof against a man in the middle, who computes a new one; nor is
 * a zero checksum forgery, where both ends agreed to it (RFC 9653). False for fewer than 12 bytes.
 */
export function checksumIsValid(packet: Uint8Array): boolean {
  if (packet.length < 12) return false;
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
  return view.getUint32(8, true) === packetChecksum(packet);
}

const ZERO_FIELD = new Uint8Array(4);
