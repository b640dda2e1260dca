import { deliveriesIn } from "../capture/datagramComment.ts";
import { type DatagramProtocol, demultiplex } from "../capture/demultiplex.ts";
import type { UdpPacket } from "../capture/packet.ts";
import {
  type Association,
  type AssociationDatagram,
  readAssociation,
} from "../dtls/handshake/association.ts";
import { type Association13, readAssociation13 } from "../dtls13/handshake/association.ts";
import { negotiatedVersion } from "../dtls13/handshake/negotiatedVersion.ts";
import { eventsOf, type TraceEvent } from "../trace/events.ts";
import type { EndName, PeerName } from "../trace/parties.ts";

export interface RecordedDatagram {
  /** The packet's number in the capture, from 1. */
  readonly packet: number;
  /** Milliseconds since the run started, on the clock of the trace. Without a marker: since the first packet. */
  readonly atMs: number;
  readonly from: EndName | "unknown";
  readonly to: EndName | "unknown";
  readonly protocol: DatagramProtocol;
  /** The lab's own marker, which no end sent: the control of every search in the capture. */
  readonly isMarker: boolean;
  readonly payload: Uint8Array;
  /** How many times the path delivered it, by the recorder's word: on a perfect one each time once. */
  readonly deliveries: number;
  /** The captured packet with its headers, where there is one. */
  readonly frame?: UdpPacket["frame"] | undefined;
}

/**
 * One DTLS association as a passive observer saw it. "a" in the association is the first of the two ends. `dtls` is the
 * version that its ServerHello selects; "1.2" also where there is none, or where it selects a version that nobody here reads.
 */
export type RecordedAssociation = Recorded12 | Recorded13;

export interface Recorded12 extends RecordedDatagrams {
  readonly dtls: "1.2";
  readonly association: Association;
}

export interface Recorded13 extends RecordedDatagrams {
  readonly dtls: "1.3";
  readonly association: Association13;
}

interface RecordedDatagrams {
  readonly ends: readonly [EndName, EndName];
  readonly call: number;
  /** In time order. With secrets they can be read again. */
  readonly datagrams: readonly AssociationDatagram[];
}

/** What the capture holds, dissected. The ends' names come from the trace; the content only from the packets. */
export interface Recording {
  readonly datagrams: readonly RecordedDatagram[];
  readonly associations: readonly RecordedAssociation[];
}

/** Sorts a capture's packets into associations. Packets of ports that no actor had are kept as "unknown". */
export function readRecording(packets: readonly UdpPacket[], trace: readonly TraceEvent[]): Recording {
  const owners = new Map(
    eventsOf(trace, "port-opened").map(({ port, owner, call }) => [port, { owner, call }]),
  );
  const [marker] = eventsOf(trace, "marker-recorded");
  const clock = runClock(packets, marker);
  const flows = new Map<
    string,
    { ends: [EndName, EndName]; call: number; datagrams: AssociationDatagram[] }
  >();
  const datagrams = packets.map((packet): RecordedDatagram => {
    const source = owners.get(packet.source.port);
    const target = owners.get(packet.destination.port);
    const protocol = demultiplex(packet.payload);
    if (protocol === "dtls" && source && target) {
      const ends: [EndName, EndName] =
        source.owner < target.owner ? [source.owner, target.owner] : [target.owner, source.owner];
      const key = `${ends.join(" ")} ${source.call}`;
      const flow = flows.get(key) ?? { ends, call: source.call, datagrams: [] };
      flow.datagrams.push({
        packet: packet.number,
        from: source.owner === ends[0] ? "a" : "b",
        bytes: packet.payload,
      });
      flows.set(key, flow);
    }
    return {
      packet: packet.number,
      atMs: clock(packet),
      from: source?.owner ?? "unknown",
      to: target?.owner ?? "unknown",
      protocol,
      isMarker: !source && packet.number === marker?.packet,
      payload: packet.payload,
      deliveries: deliveriesIn(packet.comment),
      frame: packet.frame,
    };
  });
  return { datagrams, associations: [...flows.values()].map(recordedAssociation) };
}

/** Reads the datagrams of one association by the version that its hellos agree on. */
export function recordedAssociation(recorded: RecordedDatagrams): RecordedAssociation {
  const { datagrams } = recorded;
  return negotiatedVersion(datagrams).version === "DTLS 1.3"
    ? { ...recorded, dtls: "1.3", association: readAssociation13(datagrams) }
    : { ...recorded, dtls: "1.2", association: readAssociation(datagrams) };
}

/** The recorder's marker is in both: it ties the capture's clock to the trace's, to about a millisecond. */
function runClock(
  packets: readonly UdpPacket[],
  marker: { readonly packet: number; readonly at: number } | undefined,
): (packet: UdpPacket) => number {
  const marked = packets.find(({ number }) => number === marker?.packet);
  const startNs = (marked ?? packets[0])?.timeNs ?? 0n;
  const offset = marked && marker ? marker.at : 0;
  return ({ timeNs }) => Number((timeNs - startNs) / 1000n) / 1000 + offset;
}

/** What the ends sent each other: all but the lab's own marker. */
export function peerTraffic({ datagrams }: Recording): RecordedDatagram[] {
  return datagrams.filter(({ isMarker }) => !isMarker);
}

/** Who a peer was in the handshake. Undefined when no hello was captured. */
export function roleOf(
  { ends, association }: RecordedAssociation,
  peer: PeerName,
): "client" | "server" | undefined {
  if (association.client === undefined) return undefined;
  return ends[association.client === "a" ? 0 : 1] === peer ? "client" : "server";
}

/** Without a leg: an attacker that opens it was never an end of it. */
export function isBetweenPeers({ ends }: RecordedAssociation): boolean {
  return ends.includes("alice") && ends.includes("bob");
}
