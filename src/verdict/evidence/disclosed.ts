import type { Case } from "../../run/case.ts";
import { operatorPlaces, recordedPacket } from "../../run/operator.ts";
import { type Hit, type Place, searchFor } from "../../run/search.ts";
import { eventsOf } from "../../trace/events.ts";
import type { Evidence } from "../contract.ts";

/**
 * Did message content reach the operator, as it came or in what it could open (`opened`)? "yes" rests on canaries found in its holdings. "no" needs more than
 * an empty search: complete logs, and the same search finding what it must (see `searchWorks`).
 */
export function disclosed(run: Case, opened: readonly Place[]): Evidence["disclosed"] {
  const holdings = [...operatorPlaces(run), ...opened];
  const found = eventsOf(run.trace, "canary-made")
    .map(({ name, value }) => ({ name, hits: searchFor(Buffer.from(value), holdings) }))
    .filter(({ hits }) => hits.length > 0);
  if (found.length > 0) {
    const canaries = found.map(({ name }) => name);
    const basis = found.flatMap(({ hits }) => hits.slice(0, 3).map(({ basis }) => basis));
    return { value: "yes", canaries, basis, because: `the operator holds, in clear: ${canaries.join(", ")}` };
  }
  const doubt = whySilenceProvesNothing(run);
  if (doubt !== undefined) return { value: "unknown", canaries: [], basis: [], because: doubt };
  const marks = [...eventsOf(run.trace, "log-ended"), ...eventsOf(run.trace, "recording-ended")];
  return {
    value: "no",
    canaries: [],
    basis: marks.map(({ seq }) => seq),
    because: `no canary stands in the ${holdings.length} signals, messages and packets that the operator holds, in any encoding searched for, and no record opened`,
  };
}

/** The control: the same search finds each canary that was sent in what its sender said it sent, and the recorder's marker. */
export function searchControl({ trace, recording }: Case): {
  missed: string[];
  hits: Hit[];
  searched: number;
} {
  const sent = eventsOf(trace, "message-sent").map(({ seq, head }) => ({
    basis: seq,
    bytes: Buffer.from(head, "base64"),
  }));
  const withheld = new Set(eventsOf(trace, "step-skipped").flatMap(({ canary }) => canary ?? []));
  const packets = recording.datagrams.map(recordedPacket);
  const sought = [
    ...eventsOf(trace, "canary-made")
      .filter(({ name }) => !withheld.has(name))
      .map(({ name, value }) => ({ name, value, places: sent })),
    ...eventsOf(trace, "marker-recorded").map(({ marker }) => ({
      name: "marker",
      value: marker,
      places: packets,
    })),
  ];
  const results = sought.map(({ name, value, places }) => ({
    name,
    hits: searchFor(Buffer.from(value), places),
  }));
  return {
    missed: results.filter(({ hits }) => hits.length === 0).map(({ name }) => name),
    hits: results.flatMap(({ hits }) => hits),
    searched: sought.length,
  };
}

/** A reason to call an empty search "unknown": a log without its end mark, or an instrument that failed its control. */
export function whySilenceProvesNothing(run: Case): string | undefined {
  const { trace, recording } = run;
  const logs = eventsOf(trace, "log-ended");
  if (!logs.some(({ actor }) => actor === "server"))
    return "the server's log has no end mark: it may be cut short";
  const signals = logs.reduce((sum, log) => sum + log.signals, 0);
  if (signals !== eventsOf(trace, "signal-received").length + eventsOf(trace, "signal-sent").length) {
    return "the server's log does not hold as many signals as its end mark says";
  }
  const messagesRead = logs.reduce((sum, log) => sum + log.messagesRead, 0);
  if (messagesRead !== eventsOf(trace, "message-read").length) {
    return "the server's log does not hold as many read messages as its end mark says";
  }
  const end = eventsOf(trace, "recording-ended").at(-1);
  if (!end) return "the recording has no end mark: it may be cut short";
  if (end.packets !== recording.datagrams.length)
    return "the capture does not hold as many packets as the recorder says";
  if (eventsOf(trace, "marker-recorded").length === 0)
    return "the recorder was given no marker, so that the search finds nothing in the capture proves nothing";
  const { missed } = searchControl(run);
  return missed.length > 0 ? `the same search missed what it should find: ${missed.join(", ")}` : undefined;
}
