import type { UdpDatagram } from "./udp.ts";
import { parseUdp } from "./udp.ts";

/** One captured packet, from a pcapng or a classic pcap file. */
export interface PacketBlock {
  readonly kind: "packet";
  /** 1-based over the whole file, as Wireshark numbers frames. */
  readonly number: number;
  /** Nanoseconds since 1970-01-01T00:00Z by the recorder's clock; 0n where the block carries no time. */
  readonly timeNs: bigint;
  readonly linkType: number;
  /** From the link layer on; a view of the bytes that were read. */
  readonly bytes: Uint8Array;
  /** Length on the wire; larger than `bytes.length` when the recorder cut the packet. */
  readonly originalLength: number;
  /** Several comments are joined with line feeds. */
  readonly comment?: string;
}

/** A captured UDP datagram: what the judge reads. `number` and `timeNs` as in `PacketBlock`. */
export interface UdpPacket extends UdpDatagram {
  readonly number: number;
  readonly timeNs: bigint;
  readonly comment?: string;
  /** What it was read from, headers included. Absent where nothing was captured. */
  readonly frame?: Pick<PacketBlock, "bytes" | "linkType">;
}

/** The UDP datagram inside a captured packet. @throws CaptureParseError as `parseUdp` does */
export function udpPacket(block: PacketBlock): UdpPacket {
  const { source, destination, payload } = parseUdp(block.bytes, block.linkType);
  const { number, timeNs, comment } = block;
  // Spread would be shorter, but makes reading a capture three times slower.
  return comment === undefined
    ? { number, timeNs, source, destination, payload, frame: block }
    : { number, timeNs, source, destination, payload, comment, frame: block };
}
