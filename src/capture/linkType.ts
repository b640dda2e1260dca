import { CaptureParseError } from "./captureParseError.ts";

/** Link-layer header types, as registered for pcap and pcapng files. */
export const LINKTYPE = {
  NULL: 0,
  ETHERNET: 1,
  RAW: 101,
  LOOP: 108,
  LINUX_SLL: 113,
  IPV4: 228,
  LINUX_SLL2: 276,
} as const;

const ETHERTYPE_IPV4 = 0x0800;
const AF_INET = 2;

/**
 * Where the IPv4 packet starts in a captured frame. Knows what the lab's own recorder writes (RAW) and what tcpdump
 * and dumpcap write for a loopback interface on Linux, BSD and macOS. VLAN tags are not supported.
 * @throws CaptureParseError "unsupported-link-type", "truncated" or "not-ipv4"
 */
export function ipv4Offset(frame: Uint8Array, linkType: number): number {
  switch (linkType) {
    case LINKTYPE.RAW:
    case LINKTYPE.IPV4:
      return 0;
    case LINKTYPE.ETHERNET:
      return afterHeader(frame, 14, be16(frame, 12) === ETHERTYPE_IPV4);
    case LINKTYPE.LINUX_SLL:
      return afterHeader(frame, 16, be16(frame, 14) === ETHERTYPE_IPV4);
    case LINKTYPE.LINUX_SLL2:
      return afterHeader(frame, 20, be16(frame, 0) === ETHERTYPE_IPV4);
    case LINKTYPE.LOOP:
      return afterHeader(frame, 4, be16(frame, 0) === 0 && be16(frame, 2) === AF_INET);
    case LINKTYPE.NULL: // in the byte order of the capturing host, which the packet does not state
      return afterHeader(frame, 4, frame[0] === AF_INET || frame[3] === AF_INET);
    default:
      throw new CaptureParseError(
        "unsupported-link-type",
        0,
        `link type ${linkType} is not supported: capture a loopback or Ethernet interface`,
      );
  }
}

function afterHeader(frame: Uint8Array, length: number, carriesIpv4: boolean): number {
  if (frame.length < length) {
    throw new CaptureParseError(
      "truncated",
      frame.length,
      `the link-layer header needs ${length} bytes, the packet has ${frame.length}`,
    );
  }
  if (!carriesIpv4)
    throw new CaptureParseError("not-ipv4", 0, "the link-layer header announces no IPv4 packet");
  return length;
}

function be16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
