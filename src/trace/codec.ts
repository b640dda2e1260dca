import * as v from "valibot";
import { eventSchema, TRACE_FORMAT, type TraceEvent } from "./events.ts";
import { mayReport } from "./reporters.ts";

export type TraceErrorCode =
  | "empty"
  | "not-json"
  | "not-an-event"
  | "wrong-order"
  | "wrong-actor"
  | "other-format"
  | "no-start";

/** The trace file cannot be used. `line` counts from 1. */
export class TraceError extends Error {
  override readonly name = "TraceError";
  readonly code: TraceErrorCode;
  constructor(code: TraceErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** One event as one line of JSON, with its line feed. */
export function encodeEvent(event: TraceEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/**
 * Parses a whole `trace.jsonl`. Decides that every line is an event of this format by an actor that may report it,
 * and that the numbers are gapless. Does not prove that the events are true, or that the file is the one that the run wrote.
 * @throws TraceError with the number of the first line that cannot be used.
 */
export function decodeTrace(text: string): TraceEvent[] {
  const lines = text.split("\n");
  if (lines.pop() !== "" || lines.length === 0) {
    throw new TraceError("empty", "the trace is empty or its last line is cut short");
  }
  const trace = lines.map((line, index) => decodeLine(line, index + 1));
  const [start] = trace;
  if (start?.kind !== "run-started") {
    throw new TraceError("no-start", "the trace does not begin with the event run-started");
  }
  return trace;
}

function decodeLine(line: string, lineNumber: number): TraceEvent {
  const value = parseJson(line, lineNumber);
  const result = v.safeParse(eventSchema, value);
  if (!result.success) {
    const other = foreignFormat(value);
    if (other !== undefined) {
      throw new TraceError(
        "other-format",
        `the trace is in format ${other}, and this lab reads format ${TRACE_FORMAT}: use the version of the lab that wrote it`,
      );
    }
    const [issue] = result.issues;
    throw new TraceError("not-an-event", `line ${lineNumber} of the trace is not an event: ${issue.message}`);
  }
  if (result.output.seq !== lineNumber) {
    throw new TraceError(
      "wrong-order",
      `line ${lineNumber} of the trace has the number ${result.output.seq}`,
    );
  }
  const { actor, kind } = result.output;
  if (!mayReport(actor, kind)) {
    throw new TraceError("wrong-actor", `line ${lineNumber} of the trace: ${actor} does not report ${kind}`);
  }
  return result.output;
}

function parseJson(line: string, lineNumber: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new TraceError("not-json", `line ${lineNumber} of the trace is not JSON`);
  }
}

/** The format that a trace's first line names, if it is not ours. */
function foreignFormat(value: unknown): number | undefined {
  const parsed = v.safeParse(v.object({ kind: v.literal("run-started"), format: v.number() }), value);
  return parsed.success && parsed.output.format !== TRACE_FORMAT ? parsed.output.format : undefined;
}
