import { type EventOf, eventsOf, type TraceEvent } from "../trace/events.ts";

/** One call of the run and the events from its start to the next one's. */
export interface CallTrace {
  readonly start: EventOf<"call-started">;
  readonly events: readonly TraceEvent[];
  /** Who holds the legs, if the call is attacked: the server itself, or somebody on the path. */
  readonly attacker: "server" | "path" | undefined;
}

export function callsOf(trace: readonly TraceEvent[]): CallTrace[] {
  const starts = eventsOf(trace, "call-started");
  return starts.map((start, index) => {
    const end = starts[index + 1]?.seq ?? Number.POSITIVE_INFINITY;
    const events = trace.filter(({ seq }) => seq >= start.seq && seq < end);
    const attacker = ATTACKERS[start.via];
    return { start, events, attacker };
  });
}

const ATTACKERS: Readonly<Record<CallTrace["start"]["via"], CallTrace["attacker"]>> = {
  honest: undefined,
  "signalling-attack": "server",
  "path-attack": "path",
};
