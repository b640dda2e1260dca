import * as v from "valibot";
import { CLIENT_CODE, SKIPPABLE_GUARDS } from "../../src/call.ts";
import { CODE_ROLES } from "../../src/comparison/codeExchange.ts";
import { type ComparisonMethodId, isComparisonMethodId } from "../../src/comparison/index.ts";
import { logViewSchema } from "../../src/identityLog/identityLog.ts";
import { APP_NAMES } from "../../src/thirdPartyApp.ts";
import { factSchema } from "../../src/trace/events.ts";
import { pathConditions } from "../../src/trace/facts/networkFacts.ts";
import { type ActorName, ENDS, PEERS } from "../../src/trace/parties.ts";
import { STACKS, type Stack } from "../../src/trace/stack.ts";

/** The actors that the conductor starts, each in a process of its own. */
export type Role = Exclude<ActorName, "conductor">;

/** What a peer is told when it is started. */
export interface PeerWords {
  readonly stack: Stack;
  /** Of this machine: where its stack's sockets stand. */
  readonly address: string;
  /** It makes no key of its own and uses the one that the server hands over. */
  readonly keysFromServer: boolean;
}

/** As words of its command line. */
export function wordsFor({ stack, address, keysFromServer }: PeerWords): string[] {
  return [stack, address, ...(keysFromServer ? [KEYS_FROM_SERVER] : [])];
}

/** Of those words. Without any it speaks with werift, on loopback. */
export function peerWords([stack, address = "127.0.0.1", ...more]: readonly string[]): PeerWords {
  return {
    stack: STACKS.find((known) => known === stack) ?? "werift",
    address,
    keysFromServer: more.includes(KEYS_FROM_SERVER),
  };
}

const KEYS_FROM_SERVER = "--keys-from-server";

/**
 * What crosses the pipe between the conductor and an actor. The conductor gives orders and gets one reply to
 * each; the actor reports facts whenever they happen. Both ends parse what arrives.
 */
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535));
const ports = v.partial(v.object({ alice: port, bob: port, "alice-leg": port, "bob-leg": port }));
const ipv4 = v.pipe(v.string(), v.ipv4());
const type = v.picklist(["text", "binary"]);
/** A secret that the conductor makes for one peer in one call. It crosses the pipes and the peer's own connection only. */
const seat = v.pipe(v.string(), v.minLength(16));

const channel = v.object({
  label: v.string(),
  ordered: v.optional(v.boolean()),
  maxRetransmits: v.optional(v.number()),
  quiet: v.optional(v.literal(true)),
});

const comparisonMethod = v.custom<ComparisonMethodId>(
  (input) => typeof input === "string" && isComparisonMethodId(input),
);

export const peerOrderSchema = v.variant("order", [
  v.object({
    order: v.literal("join"),
    /** The number of the call in the run, from 1. */
    call: v.number(),
    room: v.string(),
    /** What the server wants to see before it gives this peer its place in the room, if it asks. */
    seat: v.optional(seat),
    url: v.string(),
    /** The one certificate (PEM) that a server at a wss URL must show. */
    trusted: v.optional(v.string()),
    /** The port at which the network has the connection to the server arrive, where somebody diverts it. */
    divertedTo: v.optional(port),
    /** The address that this peer advertises: its port on the network's outside. */
    publicPort: port,
    /** Of the network's ports. Left out: 127.0.0.1. */
    doorAddress: v.optional(ipv4),
    /** The network's ports, from which alone datagrams of this call come. Left out: there is no network. */
    heardFrom: v.optional(v.array(port)),
    channels: v.array(channel),
    dangerSkipGuards: v.array(v.picklist(SKIPPABLE_GUARDS)),
    /** The public log, where a defence reads it. */
    log: v.optional(logViewSchema),
    /** What the client code does that its user does not know. */
    clientCode: v.optional(v.picklist(CLIENT_CODE)),
    /** What this peer does in every call, by id. */
    defences: v.array(v.string()),
    /** The other peer's long-term public keys, handed over out of band before the first call (peer/longTermKeys.ts). */
    counterpartIdentityKeys: v.pipe(v.string(), v.base64()),
  }),
  v.object({ order: v.literal("dial") }),
  /** Makes another offer in the call. */
  v.object({ order: v.literal("re-offer") }),
  v.object({ order: v.literal("say"), channel: v.string(), type, content: v.pipe(v.string(), v.base64()) }),
  v.object({ order: v.literal("toss-coin"), channel: v.string(), texts: v.tuple([v.string(), v.string()]) }),
  v.object({
    order: v.literal("reveal-coins"),
    channel: v.string(),
    texts: v.tuple([v.string(), v.string()]),
  }),
  v.object({ order: v.literal("leak-session-secret") }),
  v.object({ order: v.literal("read-aloud"), method: comparisonMethod }),
  v.object({ order: v.literal("listen"), method: comparisonMethod, heard: v.string() }),
  v.object({ order: v.literal("send-identity-keys") }),
  /** To compare over a channel of the call: first both listen there, then both send. */
  v.object({ order: v.literal("listen-over-call"), method: comparisonMethod, channel: v.string() }),
  v.object({ order: v.literal("tell-over-call"), method: comparisonMethod, channel: v.string() }),
  v.object({
    order: v.literal("exchange-codes"),
    method: comparisonMethod,
    channel: v.string(),
    role: v.picklist(CODE_ROLES),
  }),
  v.object({ order: v.literal("hang-up") }),
]);
export type PeerOrder = v.InferOutput<typeof peerOrderSchema>;

/** What an actor does whose page shows an application that others wrote. */
export const appOrderSchema = v.variant("order", [
  /** Opens the page. The result's value is its origin. */
  v.object({
    order: v.literal("open-page"),
    app: v.picklist(APP_NAMES),
    publicPort: port,
    networkPorts: v.array(port),
  }),
  /** Lets the application connect to its server. */
  v.object({
    order: v.literal("enter"),
    url: v.string(),
    room: v.string(),
    password: v.optional(v.string()),
    deadlineMs: v.number(),
  }),
  v.object({ order: v.literal("say"), text: v.string(), deadlineMs: v.number() }),
  /** Done when the application shows this text to its user. */
  v.object({ order: v.literal("see"), text: v.string(), deadlineMs: v.number() }),
  v.object({ order: v.literal("hang-up") }),
]);
export type AppOrder = v.InferOutput<typeof appOrderSchema>;

export const serverOrderSchema = v.variant("order", [
  v.object({
    order: v.literal("open-room"),
    room: v.string(),
    seats: v.optional(v.object({ alice: seat, bob: seat })),
    attack: v.optional(v.string()),
    legPorts: ports,
    /** Of the network's ports. Left out: 127.0.0.1. */
    doorAddress: v.optional(ipv4),
  }),
  /** Starts the application's own server, and the operator's proxy before it. The result's value is the URL, without a seat's secret. */
  v.object({
    order: v.literal("open-app"),
    app: v.picklist(APP_NAMES),
    seats: v.object({ alice: seat, bob: seat }),
    origins: v.array(v.string()),
    attack: v.optional(v.string()),
    legPorts: ports,
  }),
  /** Makes a certificate and key for each peer here, to hand over when the peer first joins a room. */
  v.object({ order: v.literal("make-peer-keys") }),
  /** Listens on a second port, over TLS. The result's value is its URL and certificate, as JSON. */
  v.object({ order: v.literal("listen-over-tls") }),
  v.object({ order: v.literal("close-log") }),
]);
export type ServerOrder = v.InferOutput<typeof serverOrderSchema>;

/** How long nothing may have crossed the network before it closes, where a browser still says goodbye: milliseconds. */
const quietMs = v.optional(v.number());

export const networkOrderSchema = v.variant("order", [
  v.object({ order: v.literal("record-to"), file: v.string(), marker: v.string() }),
  v.object({
    order: v.literal("open-ports"),
    call: v.number(),
    owners: v.array(v.picklist(ENDS)),
    /** Of the network's ports. Left out: 127.0.0.1. */
    doorAddress: v.optional(ipv4),
    path: v.optional(v.object(pathConditions)),
  }),
  v.object({ order: v.literal("cut-path") }),
  v.object({ order: v.literal("divert"), attack: v.string() }),
  /** The attacker on the path sends this peer what its attack makes of what it saw. */
  v.object({ order: v.literal("inject"), to: v.picklist(PEERS) }),
  /** Places an attacker on the way to the signalling server. The result's value is the port of its program. */
  v.object({
    order: v.literal("divert-signalling"),
    attack: v.string(),
    call: v.number(),
    server: v.string(),
    ports,
  }),
  v.object({
    order: v.literal("attach"),
    owner: v.picklist(ENDS),
    privatePort: port,
    privateAddress: v.optional(ipv4),
  }),
  v.object({ order: v.literal("close-log"), quietMs }),
]);
export type NetworkOrder = v.InferOutput<typeof networkOrderSchema>;

/** Not an order: an actor answers at once, whatever order it is busy with. */
export const pingSchema = v.object({ ping: v.number() });

export const envelopeSchema = v.object({ id: v.number(), order: v.unknown() });

/** What an actor sends over the pipe by itself, or in reply to an order. */
export const actorMessageSchema = v.variant("message", [
  v.object({ message: v.literal("pong"), ping: v.number() }),
  v.object({ message: v.literal("ready"), url: v.optional(v.string()) }),
  v.object({ message: v.literal("fact"), atNs: v.string(), fact: factSchema }),
  v.object({
    message: v.literal("done"),
    id: v.number(),
    value: v.optional(v.string()),
    ports: v.optional(ports),
  }),
  v.object({
    message: v.literal("refused"),
    id: v.number(),
    because: v.string(),
    stack: v.optional(v.string()),
  }),
  /** The run cannot go on: this actor cannot do what the scenario asks. */
  v.object({ message: v.literal("failed"), because: v.string(), stack: v.optional(v.string()) }),
]);
export type ActorMessage = v.InferOutput<typeof actorMessageSchema>;
export type Ports = v.InferOutput<typeof ports>;
