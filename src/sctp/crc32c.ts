/**
 * CRC32c (Castagnoli; RFC 9260 appendix A), as an unsigned 32-bit number. Continues from `previous`, so that
 * `crc32c(b, crc32c(a))` is the CRC of a followed by b. It detects accidents; anyone can compute a new one.
 */
export function crc32c(bytes: Uint8Array, previous = 0): number {
  const T = TABLES;
  const length = bytes.length;
  let crc = ~previous;
  let at = 0;
  // Sixteen bytes a turn, each looked up in the table of its distance to the end of the sixteen ("slicing").
  // The bounds hold by construction; `?? 0` is for the type checker and costs nothing measurable.
  for (; at + 16 <= length; at += 16) {
    crc =
      (T[3840 + ((crc ^ (bytes[at] ?? 0)) & 0xff)] ?? 0) ^
      (T[3584 + (((crc >>> 8) ^ (bytes[at + 1] ?? 0)) & 0xff)] ?? 0) ^
      (T[3328 + (((crc >>> 16) ^ (bytes[at + 2] ?? 0)) & 0xff)] ?? 0) ^
      (T[3072 + ((crc >>> 24) ^ (bytes[at + 3] ?? 0))] ?? 0) ^
      (T[2816 + (bytes[at + 4] ?? 0)] ?? 0) ^
      (T[2560 + (bytes[at + 5] ?? 0)] ?? 0) ^
      (T[2304 + (bytes[at + 6] ?? 0)] ?? 0) ^
      (T[2048 + (bytes[at + 7] ?? 0)] ?? 0) ^
      (T[1792 + (bytes[at + 8] ?? 0)] ?? 0) ^
      (T[1536 + (bytes[at + 9] ?? 0)] ?? 0) ^
      (T[1280 + (bytes[at + 10] ?? 0)] ?? 0) ^
      (T[1024 + (bytes[at + 11] ?? 0)] ?? 0) ^
      (T[768 + (bytes[at + 12] ?? 0)] ?? 0) ^
      (T[512 + (bytes[at + 13] ?? 0)] ?? 0) ^
      (T[256 + (bytes[at + 14] ?? 0)] ?? 0) ^
      (T[bytes[at + 15] ?? 0] ?? 0);
  }
  for (; at < length; at++) crc = (crc >>> 8) ^ (T[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return ~crc >>> 0;
}

/**
 * The CRC32c that belongs in an SCTP packet of at least 12 bytes: over the whole packet with the checksum field
 * zero (RFC 9260 §6.8). The field is little-endian, unlike all others.
 */
export function packetChecksum(packet: Uint8Array): number {
  return crc32c(packet.subarray(12), crc32c(ZERO_FIELD, crc32c(packet.subarray(0, 8))));
}

/** Writes the right checksum into the packet, and returns the packet. */
export function withChecksum(packet: Uint8Array): Uint8Array {
  new DataView(packet.buffer, packet.byteOffset).setUint32(8, packetChecksum(packet), true);
  return packet;
}

const ZERO_FIELD = new Uint8Array(4);
const REVERSED_POLYNOMIAL = 0x82f63b78;

/** Sixteen tables of 256: table n holds the CRC of a byte that n zero bytes follow. */
const TABLES = slicingTables();

function slicingTables(): Int32Array {
  const tables = new Int32Array(16 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ REVERSED_POLYNOMIAL : crc >>> 1;
    tables[byte] = crc;
  }
  for (let index = 256; index < tables.length; index++) {
    const shorter = tables[index - 256] ?? 0;
    tables[index] = (shorter >>> 8) ^ (tables[shorter & 0xff] ?? 0);
  }
  return tables;
}
