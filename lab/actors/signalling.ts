import * as v from "valibot";
import { PEERS } from "../../src/trace/parties.ts";

/** The signalling protocol: JSON text frames over a WebSocket. */
export const MAX_SIGNAL_BYTES = 64 << 10;

const sdp = v.pipe(v.string(), v.startsWith("v=0", "an SDP must begin with v=0"));

export const signalSchema = v.variant("type", [
  v.object({
    type: v.literal("join"),
    room: v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/)),
    name: v.picklist(PEERS),
  }),
  v.object({ type: v.literal("offer"), sdp }),
  v.object({ type: v.literal("answer"), sdp }),
  v.object({
    type: v.literal("candidate"),
    candidate: v.string(),
    sdpMid: v.optional(v.string()),
    sdpMLineIndex: v.optional(v.number()),
  }),
  v.object({ type: v.literal("bye") }),
  /** What client code likes to send home. Nobody forwards it. */
  v.object({ type: v.literal("telemetry"), value: v.string() }),
]);
export type Signal = v.InferOutput<typeof signalSchema>;

/** What the server says itself, beside what it forwards. */
export const serverSignalSchema = v.variant("type", [
  v.object({ type: v.literal("joined"), others: v.number() }),
  v.object({ type: v.literal("peer-joined") }),
  v.object({ type: v.literal("peer-left") }),
  v.object({ type: v.literal("error"), code: v.string(), message: v.string() }),
]);
export type ServerSignal = v.InferOutput<typeof serverSignalSchema>;

export type SignalError = {
  readonly code: "not-json" | "malformed" | "unexpected" | "room-full";
  readonly message: string;
};

/** Parses one text frame from a peer, who may be hostile. Returns the signal or the error to answer with. */
export function parseSignal(raw: string): { ok: true; signal: Signal } | { ok: false; error: SignalError } {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return { ok: false, error: { code: "not-json", message: "a signal must be one JSON object" } };
  }
  const result = v.safeParse(signalSchema, value);
  if (result.success) return { ok: true, signal: result.output };
  return { ok: false, error: { code: "malformed", message: result.issues[0].message } };
}
