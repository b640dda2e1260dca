import type { Basis } from "../contract/basis.ts";
import { eventsOf, type TraceEvent } from "../trace/events.ts";
import type { RunCanary } from "./canaries.ts";
import type { Recording } from "./recording.ts";
import { searchFor } from "./search.ts";

/** Whether the silence of the server's log and of the recording means anything. */
export interface Logs {
  /** Why an empty search proves nothing; undefined: the logs are whole and the search has shown that it finds. */
  readonly doubt: string | undefined;
  /** The end marks: without them a log may be cut short. */
  readonly endMarks: readonly number[];
  /** The same search, where it must find: each canary that was sent in what its sender said it sent, and the marker. */
  readonly control: { readonly sought: number; readonly missed: readonly string[]; readonly basis: Basis };
}

export function logsOf(
  trace: readonly TraceEvent[],
  recording: Recording,
  canaries: readonly RunCanary[],
): Logs {
  const control = controlOf(trace, recording, canaries);
  const { missed } = control;
  return {
    doubt:
      whyLogsIncomplete(trace, recording) ??
      whatPassedUnread(trace) ??
      (missed.length > 0 ? `the same search missed what it should find: ${missed.join(", ")}` : undefined),
    endMarks: [...eventsOf(trace, "log-ended"), ...eventsOf(trace, "recording-ended")].map(({ seq }) => seq),
    control,
  };
}

interface Sought {
  readonly name: string;
  readonly basis: Basis;
}

function controlOf(
  trace: readonly TraceEvent[],
  { datagrams }: Recording,
  canaries: readonly RunCanary[],
): Logs["control"] {
  const sent = canaries
    .filter(({ withheld }) => withheld === undefined)
    .map(({ name, sentIn }): Sought => ({ name, basis: [...sentIn] }));
  const packets = datagrams.map(({ packet, payload }) => ({ basis: `packet:${packet}`, bytes: payload }));
  const markers = eventsOf(trace, "marker-recorded").map(
    ({ marker }): Sought => ({
      name: "marker",
      basis: searchFor(Buffer.from(marker), packets).map(({ basis }) => basis),
    }),
  );
  const sought = [...sent, ...markers];
  return {
    sought: sought.length,
    missed: sought.filter(({ basis }) => basis.length === 0).map(({ name }) => name),
    basis: sought.flatMap(({ basis }) => basis),
  };
}

/** An attacker that read nothing may have had content in hand all the same. Media is not content here: it went no further. */
function whatPassedUnread(trace: readonly TraceEvent[]): string | undefined {
  const unread = eventsOf(trace, "message-unread").filter(({ reason }) => reason !== "media");
  if (unread.length === 0) return undefined;
  const reasons = unread.map(({ from, reason }) => `${from}, ${reason}`).join("; ");
  return `something came to the attacker that it could not read (${reasons}), so what it did not read proves nothing`;
}

function whyLogsIncomplete(trace: readonly TraceEvent[], { datagrams }: Recording): string | undefined {
  const logs = eventsOf(trace, "log-ended");
  if (!logs.some(({ actor }) => actor === "server"))
    return "the server's log has no end mark: it may be cut short";
  const sum = (of: (log: (typeof logs)[number]) => number) => logs.reduce((total, log) => total + of(log), 0);
  if (
    sum(({ signals }) => signals) !==
    eventsOf(trace, "signal-received").length + eventsOf(trace, "signal-sent").length
  )
    return "the server's log does not hold as many signals as its end mark says";
  if (sum(({ messagesRead }) => messagesRead) !== eventsOf(trace, "message-read").length)
    return "the log does not hold as many messages that were read as its end mark says";
  const end = eventsOf(trace, "recording-ended").at(-1);
  if (!end) return "the recording has no end mark: it may be cut short";
  if (end.packets !== datagrams.length)
    return "the capture does not hold as many packets as the recorder says";
  return eventsOf(trace, "marker-recorded").length === 0
    ? "the recorder was given no marker, so that the search finds nothing in the capture proves nothing"
    : undefined;
}
