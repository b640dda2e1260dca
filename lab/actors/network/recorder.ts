import { closeSync, openSync, writeSync } from "node:fs";
import { datagramComment } from "../../../src/capture/datagramComment.ts";
import type { Endpoint } from "../../../src/capture/udp.ts";
import { enhancedUdpPacket, interfaceDescription, sectionHeader } from "../../../src/capture/writePcapng.ts";
import { bindingIndication } from "../../../src/stun/indication.ts";
import type { EndName } from "../../../src/trace/parties.ts";

interface DatagramEnd {
  readonly owner: EndName;
  readonly address: string;
  readonly port: number;
}

interface PassingDatagram {
  readonly from: DatagramEnd;
  readonly to: DatagramEnd;
  readonly payload: Uint8Array;
  /** How many times the path delivers it. */
  readonly deliveries: number;
}

/**
 * The tap in the network: keeps every datagram that comes in, once, in a pcapng file. The comment names the two ends, and
 * says what the path made of a datagram that it does not deliver exactly once.
 */
export interface Recorder {
  /** Returns the packet's number. */
  record(datagram: PassingDatagram): number;
  /** Records a known text in clear, inside a STUN Binding indication. Returns the packet's number. */
  recordMarker(marker: string): number;
  close(): { packets: number; bytes: number };
}

const FLUSH_BYTES = 256 << 10;
/** The discard port (RFC 863) at both ends says that no actor sent the marker. */
const MARKER: Endpoint = { address: "127.0.0.1", port: 9 };

function endpointOf({ address, port }: DatagramEnd): Endpoint {
  return { address, port };
}

/** Opens the capture file. Nothing is on disk for sure until `close`. @throws when the file cannot be written. */
export function openRecorder(file: string): Recorder {
  const fd = openSync(file, "wx");
  // One clock for trace and capture: the monotonic one, set against the wall clock once.
  const wallClockNs = BigInt(Date.now()) * 1_000_000n - process.hrtime.bigint();
  let pending: Uint8Array[] = [
    sectionHeader({ application: "webrtc-mitm-lab", comment: "Ports as the actors advertised them." }),
    interfaceDescription({ name: "network" }),
  ];
  let pendingBytes = 0;
  let packets = 0;
  let bytes = 0;

  function keep(source: Endpoint, destination: Endpoint, payload: Uint8Array, comment: string): number {
    const block = enhancedUdpPacket({
      timestampNs: process.hrtime.bigint() + wallClockNs,
      comment,
      source,
      destination,
      payload,
    });
    pending.push(block);
    pendingBytes += block.length;
    packets += 1;
    bytes += payload.length;
    if (pendingBytes >= FLUSH_BYTES) flush();
    return packets;
  }

  function flush(): void {
    writeSync(fd, Buffer.concat(pending));
    pending = [];
    pendingBytes = 0;
  }

  return {
    record: ({ from, to, payload, deliveries }) =>
      keep(endpointOf(from), endpointOf(to), payload, datagramComment(from.owner, to.owner, deliveries)),
    recordMarker: (marker) => keep(MARKER, MARKER, bindingIndication(marker), "marker of the recorder"),
    close() {
      flush();
      closeSync(fd);
      return { packets, bytes };
    },
  };
}
