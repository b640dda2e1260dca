import { UDP_OVER_IPV4_OVERHEAD, type UdpDatagram, writeUdpDatagram } from "../../src/capture/udp.ts";

/** A datagram as one IPv4 packet of its own. */
export function udpDatagram(datagram: UdpDatagram): Uint8Array {
  const packet = new Uint8Array(UDP_OVER_IPV4_OVERHEAD + datagram.payload.length);
  writeUdpDatagram(datagram, new DataView(packet.buffer), 0);
  return packet;
}
