import * as v from "valibot";

/*
 * What crosses the standard input and output of a stack's process and of the interceptor's: one JSON object a line, so
 * that a stack in any language can take part. Each order is answered by "done" or "failed" with its number.
 */

/** Features that not every stack has. What a stack has not, its process says when it is ready. */
export const ABILITIES = [
  "negotiated-channel",
  "partial-reliability",
  "renegotiation",
  "ice-restart",
  "ice-lite",
  "media",
] as const;
export type Ability = (typeof ABILITIES)[number];

export const PEERS = ["alice", "bob"] as const;
const peerSchema = v.picklist(PEERS);
const index = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const signalSchema = v.variant("type", [
  v.object({ type: v.literal("offer"), sdp: v.string() }),
  v.object({ type: v.literal("answer"), sdp: v.string() }),
  v.object({
    type: v.literal("candidate"),
    candidate: v.string(),
    sdpMid: v.nullish(v.string()),
    sdpMLineIndex: v.nullish(index),
  }),
]);
export type Signal = v.InferOutput<typeof signalSchema>;

/**
 * One run of messages: message `i` (from 0) is `"<seed> <i> "`, repeated and cut to `bytes` in UTF-8. So what was sent needs no
 * other way to the runner than its own arithmetic (content.ts).
 */
const runOfMessages = {
  label: v.string(),
  type: v.picklist(["text", "binary"]),
  seed: v.string(),
  bytes: index,
  count: index,
};

const channelSettings = {
  label: v.string(),
  ordered: v.boolean(),
  maxRetransmits: v.nullable(index),
  /** The stream id of a channel that both ends make by themselves. Null: announced in band (RFC 8832). */
  negotiated: v.nullable(index),
};
export type ChannelSettings = Omit<Extract<PeerOrder, { order: "channel" }>, "order" | "id">;
export type RunOfMessages = Omit<Extract<PeerOrder, { order: "send" }>, "order" | "id">;

export const peerOrderSchema = v.variant("order", [
  /** A new call. "loopback": on 127.0.0.1 where the stack can; "this-machine": on all its addresses. */
  v.object({
    order: v.literal("open"),
    id: index,
    addresses: v.picklist(["loopback", "this-machine"]),
    iceLite: v.boolean(),
    media: v.boolean(),
  }),
  v.object({ order: v.literal("channel"), id: index, ...channelSettings }),
  v.object({ order: v.literal("offer"), id: index, restartIce: v.boolean() }),
  /** An offer is answered at once. */
  v.object({ order: v.literal("signal"), id: index, signal: signalSchema }),
  /** Done when the stack has taken all. */
  v.object({ order: v.literal("send"), id: index, ...runOfMessages }),
  v.object({ order: v.literal("close"), id: index }),
]);
export type PeerOrder = v.InferOutput<typeof peerOrderSchema>;

const messageFacts = {
  type: v.picklist(["text", "binary"]),
  bytes: index,
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
};

const replies = [
  v.object({ event: v.literal("done"), id: index }),
  v.object({ event: v.literal("failed"), id: index, why: v.string() }),
] as const;

export const peerEventSchema = v.variant("event", [
  v.object({ event: v.literal("ready"), version: v.string(), cannot: v.array(v.picklist(ABILITIES)) }),
  v.object({ event: v.literal("signal"), signal: signalSchema }),
  /** A channel can be used at this end, whoever made it. */
  v.object({ event: v.literal("channel-open"), label: v.string() }),
  v.object({ event: v.literal("channel-closed"), label: v.string() }),
  v.object({ event: v.literal("message"), label: v.string(), ...messageFacts }),
  /** The first media of the other end has arrived. */
  v.object({ event: v.literal("media") }),
  /** Of the connection, in the stack's own words. */
  v.object({ event: v.literal("state"), state: v.string() }),
  ...replies,
]);
export type PeerEvent = v.InferOutput<typeof peerEventSchema>;

export const interceptorOrderSchema = v.variant("order", [
  /** A new call. `victim`: whom the attack is aimed at, while the other peer is only led to its leg. Null: both. */
  v.object({
    order: v.literal("open"),
    id: index,
    attack: v.string(),
    victim: v.nullable(peerSchema),
    legsOn: v.picklist(["loopback", "this-machine"]),
  }),
  v.object({ order: v.literal("signal"), id: index, from: peerSchema, signal: signalSchema }),
  v.object({ order: v.literal("read"), id: index }),
  v.object({ order: v.literal("close"), id: index }),
]);
export type InterceptorOrder = v.InferOutput<typeof interceptorOrderSchema>;

const readMessageSchema = v.object({ from: peerSchema, channel: v.string(), ...messageFacts });
export type ReadMessage = v.InferOutput<typeof readMessageSchema>;

const unreadSchema = v.object({ from: peerSchema, reason: v.string(), times: index });
export type Unread = v.InferOutput<typeof unreadSchema>;

export const interceptorEventSchema = v.variant("event", [
  v.object({ event: v.literal("ready") }),
  v.object({ event: v.literal("tell"), to: peerSchema, signal: signalSchema }),
  /** All that was read so far in the open call, and what was not. */
  v.object({
    event: v.literal("read"),
    messages: v.array(readMessageSchema),
    unread: v.array(unreadSchema),
    /** Of the DTLS records that each peer sent: how many, and how many pairs of them share a nonce. */
    nonces: v.array(v.object({ from: peerSchema, records: index, reused: index })),
  }),
  ...replies,
]);
export type InterceptorEvent = v.InferOutput<typeof interceptorEventSchema>;
