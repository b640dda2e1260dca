import type { Recording } from "../../run/recording.ts";
import { eventsOf, type TraceEvent } from "../../trace/events.ts";

/**
 * When a packet passed, on the trace's clock. The recorder's marker stands in both: it ties the two clocks
 * together, to about a millisecond. Undefined when the run has no marker.
 */
export function packetClock(
  trace: readonly TraceEvent[],
  { datagrams }: Recording,
): ((packet: number) => number | undefined) | undefined {
  const [marker] = eventsOf(trace, "marker-recorded");
  const times = new Map(datagrams.map(({ packet, atMs }) => [packet, atMs]));
  const markerMs = marker && times.get(marker.packet);
  if (!marker || markerMs === undefined) return undefined;
  return (packet) => {
    const time = times.get(packet);
    return time === undefined ? undefined : time - markerMs + marker.at;
  };
}
