import type { UdpPacket } from "../../src/capture/packet.ts";
import { type RecordedAssociation, type Recording, recordedAssociation } from "../../src/run/recording.ts";
import { readRun } from "../../src/run/run.ts";
import type { Scenario } from "../../src/scenario.ts";
import { type Fact, TRACE_FORMAT, type TraceEvent } from "../../src/trace/events.ts";
import type { Case } from "../../src/verdict/case.ts";

/** Facts as a trace: numbered from 1, one millisecond apart. */
export function traceOf(...facts: readonly (readonly [TraceEvent["actor"], Fact])[]): TraceEvent[] {
  return facts.map(([actor, fact], index) => ({ seq: index + 1, at: index, actor, ...fact }));
}

export const nothingRecorded: Recording = { datagrams: [], associations: [] };

/** One association between Alice ("a") and Bob ("b"), and nothing else. */
export function recordingOf(datagrams: RecordedAssociation["datagrams"]): Recording {
  return {
    datagrams: [],
    associations: [recordedAssociation({ ends: ["alice", "bob"], call: 1, datagrams })],
  };
}

/** A case of these facts and this recording alone. The start of the run comes last: the tests count lines from their own. */
export function caseOf(
  scenario: Scenario,
  trace: readonly TraceEvent[],
  recording: Recording,
  kernelPackets?: readonly UdpPacket[],
): Case {
  const start: TraceEvent = {
    seq: trace.length + 1,
    at: 0,
    actor: "conductor",
    kind: "run-started",
    format: TRACE_FORMAT,
    scenario: scenario.id,
    startedAt: "2026-01-01T00:00:00.000Z",
    environment: { lab: "", node: "", werift: "", platform: "" },
  };
  return { scenario, run: readRun([...trace, start], recording, kernelPackets) };
}
