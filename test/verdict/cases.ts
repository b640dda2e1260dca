import { readAssociation } from "../../src/dtls/handshake/association.ts";
import type { Case } from "../../src/run/case.ts";
import type { Recording } from "../../src/run/recording.ts";
import type { Scenario } from "../../src/scenario.ts";
import type { Fact, TraceEvent } from "../../src/trace/events.ts";

/** Facts as a trace: numbered from 1, one millisecond apart. */
export function traceOf(...facts: readonly (readonly [TraceEvent["actor"], Fact])[]): TraceEvent[] {
  return facts.map(([actor, fact], index) => ({ seq: index + 1, at: index, actor, ...fact }));
}

export const nothingRecorded: Recording = { datagrams: [], associations: [] };

/** One association between Alice ("a") and Bob ("b"), and nothing else. */
export function recordingOf(datagrams: Parameters<typeof readAssociation>[0]): Recording {
  return {
    datagrams: [],
    associations: [{ ends: ["alice", "bob"], call: 1, association: readAssociation(datagrams) }],
  };
}

export function caseOf(scenario: Scenario, trace: readonly TraceEvent[], recording: Recording): Case {
  return { scenario, trace, recording };
}
