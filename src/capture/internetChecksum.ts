/**
 * The Internet checksum (RFC 1071) over `view[start, end)` and an `initial` sum, with the checksum field itself zero.
 * An odd last byte counts as the high half of a word. Ranges up to 64 KiB. It detects accidents, not attackers.
 */
export function internetChecksum(view: DataView, start: number, end: number, initial: number): number {
  let sum = initial;
  let at = start;
  for (; at + 1 < end; at += 2) sum += view.getUint16(at);
  if (at < end) sum += view.getUint8(at) << 8;
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}
