import { CaptureParseError } from "./captureParseError.ts";
import { ipv4Offset, LINKTYPE } from "./linkType.ts";

/** An IPv4 address in dotted form and a UDP port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface UdpDatagram {
  readonly source: Endpoint;
  readonly destination: Endpoint;
  readonly payload: Uint8Array;
}

const IPV4_HEADER_LENGTH = 20;
const UDP_HEADER_LENGTH = 8;
const PROTOCOL_UDP = 17;
const TIME_TO_LIVE = 64;

/** Length of the IPv4 and UDP headers that `writeUdpDatagram` puts before the payload. */
export const UDP_OVER_IPV4_OVERHEAD = IPV4_HEADER_LENGTH + UDP_HEADER_LENGTH;

/**
 * Writes one IPv4 packet (RFC 791) that holds a UDP datagram (RFC 768), with both checksums, not fragmented: what the
 * recorder keeps of a datagram that it saw on a socket. TTL, identification and type of service are invented.
 * The bytes from `start` on must be zero. It writes in place, to spare a second buffer for each recorded packet.
 * @throws RangeError when an address is not dotted IPv4, a port is not 0 to 65535, or the payload exceeds 65 507 bytes
 */
export function writeUdpDatagram(datagram: UdpDatagram, view: DataView, start: number): void {
  const { source, destination, payload } = datagram;
  const length = UDP_OVER_IPV4_OVERHEAD + payload.length;
  if (length > 0xffff) {
    throw new RangeError(`a UDP payload over IPv4 has at most 65507 bytes, not ${payload.length}`);
  }
  view.setUint16(start, 0x4500); // version 4, header of five words
  view.setUint16(start + 2, length);
  view.setUint16(start + 6, 0x4000); // don't fragment
  view.setUint8(start + 8, TIME_TO_LIVE);
  view.setUint8(start + 9, PROTOCOL_UDP);
  view.setUint32(start + 12, addressBits(source.address));
  view.setUint32(start + 16, addressBits(destination.address));
  view.setUint16(start + 10, internetChecksum(view, start, start + IPV4_HEADER_LENGTH, 0));

  const udp = start + IPV4_HEADER_LENGTH;
  const udpLength = UDP_HEADER_LENGTH + payload.length;
  view.setUint16(udp, checkedPort(source.port));
  view.setUint16(udp + 2, checkedPort(destination.port));
  view.setUint16(udp + 4, udpLength);
  new Uint8Array(view.buffer, view.byteOffset + udp + UDP_HEADER_LENGTH, payload.length).set(payload);
  // The addresses of the pseudo-header are summed in place, in the IPv4 header.
  const checksum = internetChecksum(view, start + 12, udp + udpLength, PROTOCOL_UDP + udpLength);
  view.setUint16(udp + 6, checksum === 0 ? 0xffff : checksum); // zero would mean "no checksum"
}

/**
 * Addresses, ports and payload (a view, not a copy) of a captured IPv4 and UDP packet. It does not verify checksums:
 * a kernel that leaves them to the hardware shows captures unfinished ones. Nothing here proves who sent the packet.
 * @throws CaptureParseError "unsupported-link-type", "truncated", "corrupt", "not-ipv4", "not-udp" or "fragmented"
 */
export function parseUdp(bytes: Uint8Array, linkType: number = LINKTYPE.RAW): UdpDatagram {
  const ip = ipv4Offset(bytes, linkType);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const available = bytes.length - ip;
  if (available === 0) throw new CaptureParseError("truncated", ip, "there is no IPv4 header");
  const version = view.getUint8(ip) >> 4;
  if (version !== 4) throw new CaptureParseError("not-ipv4", ip, `the IP version is ${version}, not 4`);
  if (available < IPV4_HEADER_LENGTH) {
    throw new CaptureParseError("truncated", ip, `an IPv4 header needs 20 bytes, there are ${available}`);
  }
  const headerLength = (view.getUint8(ip) & 0x0f) * 4;
  const totalLength = view.getUint16(ip + 2);
  if (headerLength < IPV4_HEADER_LENGTH || totalLength < headerLength) {
    throw new CaptureParseError(
      "corrupt",
      ip,
      `IPv4 header length ${headerLength} in total length ${totalLength}`,
    );
  }
  if (totalLength > available) {
    throw new CaptureParseError(
      "truncated",
      ip,
      `IPv4 total length ${totalLength}, captured ${available}: capture whole packets (snapshot length 0)`,
    );
  }
  if ((view.getUint16(ip + 6) & 0x3fff) !== 0) {
    throw new CaptureParseError("fragmented", ip + 6, "the packet is one fragment of an IPv4 datagram");
  }
  const protocol = view.getUint8(ip + 9);
  if (protocol !== PROTOCOL_UDP) {
    throw new CaptureParseError("not-udp", ip + 9, `the IP protocol is ${protocol}, not 17`);
  }

  const udp = ip + headerLength;
  const udpAvailable = totalLength - headerLength;
  const udpLength = udpAvailable < UDP_HEADER_LENGTH ? 0 : view.getUint16(udp + 4);
  if (udpLength < UDP_HEADER_LENGTH || udpLength > udpAvailable) {
    throw new CaptureParseError(
      "corrupt",
      udp,
      `UDP length ${udpLength} in an IPv4 payload of ${udpAvailable}`,
    );
  }
  return {
    source: { address: dottedAddress(view, ip + 12), port: view.getUint16(udp) },
    destination: { address: dottedAddress(view, ip + 16), port: view.getUint16(udp + 2) },
    payload: bytes.subarray(udp + UDP_HEADER_LENGTH, udp + udpLength),
  };
}

/**
 * The Internet checksum (RFC 1071) of `view[start, end)`, up to 64 KiB, added to `initial`. The checksum field must
 * be zero. An odd last byte counts as the high half of a word. It detects accidents, not attackers.
 */
function internetChecksum(view: DataView, start: number, end: number, initial: number): number {
  let sum = initial;
  let at = start;
  for (; at + 1 < end; at += 2) sum += view.getUint16(at);
  if (at < end) sum += view.getUint8(at) << 8;
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return ~sum & 0xffff;
}

function dottedAddress(view: DataView, at: number): string {
  return `${view.getUint8(at)}.${view.getUint8(at + 1)}.${view.getUint8(at + 2)}.${view.getUint8(at + 3)}`;
}

const DOTTED = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

function addressBits(address: string): number {
  const octets = DOTTED.exec(address)?.slice(1).map(Number);
  if (octets === undefined || octets.some((octet) => octet > 255)) {
    throw new RangeError(`not a dotted IPv4 address: ${JSON.stringify(address)}`);
  }
  return octets.reduce((bits, octet) => bits * 256 + octet, 0);
}

function checkedPort(port: number): number {
  if (!Number.isInteger(port) || port < 0 || port > 0xffff) throw new RangeError(`not a UDP port: ${port}`);
  return port;
}
