import * as v from "valibot";

/** What the bench's processes say to each other: the peers (transferPeer.cjs), the interceptor, the floor's relay. */
export const PEER_NAMES = ["alice", "bob"] as const;
const nameSchema = v.picklist(PEER_NAMES);

const signalSchema = v.union([
  v.object({ type: v.picklist(["offer", "answer"]), sdp: v.string() }),
  v.object({
    type: v.literal("candidate"),
    candidate: v.string(),
    sdpMid: v.nullish(v.string()),
    sdpMLineIndex: v.nullish(v.number()),
  }),
]);

export const interceptorOrderSchema = v.variant("order", [
  v.object({ order: v.literal("intercept"), call: v.number() }),
  v.object({ order: v.literal("pass"), call: v.number(), from: nameSchema, signal: signalSchema }),
  v.object({ order: v.literal("close"), call: v.number() }),
  v.object({ order: v.literal("usage") }),
]);

export const transferMessageSchema = v.variant("message", [
  v.object({ message: v.literal("ready"), port: v.optional(v.number()) }),
  v.object({
    message: v.literal("signal"),
    call: v.number(),
    signal: signalSchema,
    /** Whom the interceptor tells it; a peer tells the other peer. */
    to: v.optional(nameSchema),
  }),
  v.object({ message: v.picklist(["opened", "counting", "sent", "closed"]), call: v.number() }),
  /** A peer has received all, in bytes, or measured the median round trip, in microseconds. */
  v.object({ message: v.literal("done"), call: v.number(), value: v.number() }),
  v.object({
    message: v.literal("usage"),
    cpuUs: v.number(),
    datagrams: v.number(),
    peakMiB: v.number(),
    residentMiB: v.number(),
  }),
]);
export type TransferMessage = v.InferOutput<typeof transferMessageSchema>;
export type Usage = Extract<TransferMessage, { message: "usage" }>;
