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
    /** The secret of the seat, where the room asks for one. */
    seat: v.optional(v.string()),
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
  /** What client code reports to its maker. The server does not forward it. */
  v.object({ type: v.literal("telemetry"), value: v.string() }),
]);
export type Signal = v.InferOutput<typeof signalSchema>;

const base64 = v.pipe(v.string(), v.base64());

/** What the server sends of its own, besides what it forwards. */
const serverSignalSchema = v.variant("type", [
  v.object({ type: v.literal("joined"), others: v.number() }),
  v.object({ type: v.literal("peer-joined") }),
  v.object({ type: v.literal("peer-left") }),
  v.object({ type: v.literal("error"), code: v.string(), message: v.string() }),
  /** A certificate (DER) and its private key (PKCS #8), from a service that makes its users' keys. */
  v.object({ type: v.literal("credentials"), certificate: base64, privateKey: base64 }),
]);
export type ServerSignal = v.InferOutput<typeof serverSignalSchema>;

export type SignalError = {
  readonly code: "not-json" | "malformed" | "unexpected" | "no-room" | "room-full";
  readonly message: string;
};

/** Parses one text frame from a peer, who may be hostile. Returns the signal or the error to answer with. */
export function parseSignal(raw: string): Parsed<Signal> {
  return parse(signalSchema, raw);
}

/** What a peer can receive: the other peer's signals, and the server's own. The server may be hostile too. */
const receivedSignalSchema = v.variant("type", [...signalSchema.options, ...serverSignalSchema.options]);
export type ReceivedSignal = v.InferOutput<typeof receivedSignalSchema>;

/** Parses one text frame from the server. */
export function parseReceivedSignal(raw: string): Parsed<ReceivedSignal> {
  return parse(receivedSignalSchema, raw);
}

type Parsed<S> = { ok: true; signal: S } | { ok: false; error: SignalError };

function parse<S>(schema: v.GenericSchema<unknown, S>, raw: string): Parsed<S> {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    return { ok: false, error: { code: "not-json", message: "a signal must be one JSON object" } };
  }
  const result = v.safeParse(schema, value);
  if (result.success) return { ok: true, signal: result.output };
  return { ok: false, error: { code: "malformed", message: result.issues[0].message } };
}
