import type { UdpPacket } from "../capture/packet.ts";
import type { Scenario } from "../scenario.ts";
import { type EventOf, eventsOf, type TraceEvent } from "../trace/events.ts";
import type { EndName, PeerName } from "../trace/parties.ts";
import type { Recording } from "./recording.ts";

/** What a judge is given: the artefacts of one run, parsed, and the scenario's expectations. Nothing else. */
export interface Case {
  readonly scenario: Scenario;
  readonly trace: readonly TraceEvent[];
  readonly recording: Recording;
  /** The run's datagrams as the kernel saw them, where it was asked. */
  readonly kernelPackets?: readonly UdpPacket[];
}

export function counterpartOf(peer: PeerName): PeerName {
  return peer === "alice" ? "bob" : "alice";
}

/** The certificates that an end made itself, with the trace lines that say so. */
export function ownCertificates(trace: readonly TraceEvent[], owner: EndName): EventOf<"key-made">[] {
  return eventsOf(trace, "key-made").filter((event) => event.owner === owner);
}

/** Events that one peer reported. */
export function eventsBy<K extends TraceEvent["kind"]>(
  trace: readonly TraceEvent[],
  peer: PeerName,
  kind: K,
): EventOf<K>[] {
  return eventsOf(trace, kind).filter(({ actor }) => actor === peer);
}
