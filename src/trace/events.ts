import * as v from "valibot";
import { ALARM_CODES } from "./alarmCode.ts";
import { LINK_FAILURES } from "./linkFailure.ts";
import { ACTORS, ENDS, PEERS } from "./parties.ts";
import { STACKS } from "./stack.ts";
import { UNREAD_REASONS } from "./unreadReason.ts";

/**
 * The facts that actors report, one discriminated union. A trace is an ordered list of events: a fact, who
 * reported it, and when. Facts say what happened to the actor that reports them. They never judge.
 * Times (`at`) are milliseconds since the run started, on one monotonic clock that all actors share.
 */
/** A trace of another format is refused by name. */
export const TRACE_FORMAT = 2;

const peer = v.picklist(PEERS);
const end = v.picklist(ENDS);
const base64 = v.pipe(v.string(), v.base64());
const hex = v.pipe(v.string(), v.regex(/^([0-9a-f]{2})*$/, "must be lower-case hexadecimal"));
/** Random and unique to the run. The judge searches for it, and anything shorter would turn up by chance. */
const needle = v.pipe(v.string(), v.minLength(8));
const pkcs8 = v.pipe(base64, v.minLength(48));
/** What crosses the signalling has at most 64 KiB; a server in the middle may add to it. Nobody searches megabytes for words. */
const signal = v.pipe(v.string(), v.maxLength(128 << 10));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65535));
/** One digit for each toss. */
const coins = v.pipe(v.string(), v.regex(/^[01]*$/));
const description = v.picklist(["offer", "answer"]);

/** Message content as an actor saw it. Long content is cut after `head`; size and hash are always of the whole. */
const content = {
  channel: v.string(),
  type: v.picklist(["text", "binary"]),
  bytes: count,
  sha256: hex,
  head: base64,
};

const conductorFacts = [
  v.object({
    kind: v.literal("run-started"),
    format: v.literal(TRACE_FORMAT),
    scenario: v.string(),
    startedAt: v.pipe(v.string(), v.isoTimestamp()),
    environment: v.object({ lab: v.string(), node: v.string(), werift: v.string(), platform: v.string() }),
  }),
  /** What the user expected, asked before the run. It has no part in the verdict. */
  v.object({
    kind: v.literal("prediction"),
    connected: v.boolean(),
    read: v.boolean(),
    noticed: v.boolean(),
  }),
  v.object({ kind: v.literal("actor-started"), name: v.picklist(ACTORS), pid: count }),
  /** A random secret made for this run. It is sent as message content and searched for afterwards. */
  v.object({ kind: v.literal("canary-made"), name: v.string(), value: needle }),
  v.object({
    kind: v.literal("call-started"),
    call: count,
    caller: peer,
    /** The room at the signalling server. It names the call, for whoever signs for it. */
    room: v.string(),
    /** Where an attacker sits, if there is one. */
    attacker: v.optional(v.picklist(["signalling", "signalling-path", "path"])),
  }),
  v.object({
    kind: v.literal("step-skipped"),
    step: v.string(),
    by: peer,
    canary: v.optional(v.string()),
    because: v.string(),
  }),
  /** The operator stole or was given a secret after the calls. */
  v.object({
    kind: v.literal("operator-given"),
    owner: end,
    what: v.literal("certificate-private-key"),
    pkcs8,
  }),
  /**
   * Beside the call: a TLS 1.2 connection with RSA key transport, every byte of it, and the key that was stolen
   * afterwards. It crossed no actor and not the run's network.
   */
  v.object({
    kind: v.literal("rsa-contrast-recorded"),
    clientToServer: base64,
    serverToClient: base64,
    pkcs8,
    canary: v.string(),
  }),
  v.object({ kind: v.literal("rsa-contrast-missing"), because: v.string() }),
  /** The observer's guesses, made from the capture alone and fixed before any peer tells how its coins fell. */
  v.object({
    kind: v.literal("guesses-fixed"),
    by: peer,
    channel: v.string(),
    /** What one toss decides between; a guess is the place of one of them. */
    texts: v.tuple([v.string(), v.string()]),
    times: count,
    guesses: coins,
    how: v.string(),
  }),
  v.object({
    kind: v.literal("passed-out-of-band"),
    from: peer,
    to: peer,
    method: v.string(),
    value: v.string(),
  }),
  v.object({ kind: v.literal("run-ended"), durationMs: v.number() }),
] as const;

const peerFacts = [
  /** The actor made a key pair and a self-signed certificate (DER) in its own process. */
  v.object({
    kind: v.literal("key-made"),
    pid: count,
    owner: end,
    algorithm: v.string(),
    certificate: base64,
  }),
  /** The WebRTC stack that this peer speaks with, and its process: a browser has one of its own. */
  v.object({
    kind: v.literal("stack-started"),
    owner: peer,
    stack: v.picklist(STACKS),
    name: v.string(),
    pid: count,
  }),
  /** The stack made a key pair and keeps it: it shows neither the key nor, as yet, the certificate. */
  v.object({
    kind: v.literal("key-made-in-stack"),
    owner: peer,
    pid: count,
    algorithm: v.string(),
    fingerprint: v.object({ algorithm: v.string(), value: v.string() }),
  }),
  /** What a browser says of its own DTLS (getStats). What it does not say is left out. */
  v.object({
    kind: v.literal("dtls-stats"),
    owner: peer,
    /** Hexadecimal, as in the protocol: FEFC is DTLS 1.3, FEFD 1.2. */
    tlsVersion: v.optional(v.string()),
    dtlsCipher: v.optional(v.string()),
  }),
  /** A key pair that somebody else made, and its certificate: this peer goes on to use them as its own. */
  v.object({ kind: v.literal("key-received"), owner: peer, from: v.picklist(ACTORS), certificate: base64 }),
  /** `address` is left out where it is 127.0.0.1. */
  v.object({
    kind: v.literal("socket-opened"),
    owner: end,
    port,
    address: v.optional(v.pipe(v.string(), v.ipv4())),
  }),
  v.object({ kind: v.literal("description-sent"), type: description, sdp: signal }),
  v.object({ kind: v.literal("description-received"), type: description, sdp: signal }),
  v.object({ kind: v.literal("candidate-sent"), candidate: signal }),
  v.object({ kind: v.literal("candidate-received"), candidate: signal }),
  v.object({ kind: v.literal("state"), owner: end, of: v.picklist(["ice", "dtls"]), state: v.string() }),
  /** The certificate that DTLS really delivered to this end, whatever any SDP said. */
  v.object({
    kind: v.literal("certificate-delivered"),
    owner: end,
    role: v.picklist(["client", "server"]),
    certificate: base64,
  }),
  v.object({
    kind: v.literal("possession-checked"),
    result: v.picklist(["proven", "refuted"]),
    code: v.optional(v.string()),
  }),
  v.object({ kind: v.literal("channel-open"), channel: v.string() }),
  v.object({ kind: v.literal("message-sent"), ...content }),
  /** What crossed the channel in place of the message that this peer has just sent. */
  v.object({ kind: v.literal("message-sealed"), ...content }),
  v.object({ kind: v.literal("message-received"), ...content }),
  /** `over` names the channel of the call on which it was said. Left out: on a channel beside the call. */
  v.object({
    kind: v.literal("read-aloud"),
    method: v.string(),
    value: v.string(),
    over: v.optional(v.string()),
  }),
  /** A code exchange ended with a code to read aloud. One that fails raises an alarm instead. */
  v.object({ kind: v.literal("code-exchanged"), code: v.string() }),
  v.object({
    kind: v.literal("compared"),
    method: v.string(),
    heard: v.string(),
    expected: v.string(),
    equal: v.boolean(),
    over: v.optional(v.string()),
  }),
  v.object({ kind: v.literal("alarm"), code: v.picklist(ALARM_CODES), message: v.string() }),
  /** How this peer's attempt to connect ended. `detail` is the stack's own word on it. */
  v.object({
    kind: v.literal("link"),
    state: v.picklist(["connected", "aborted", "failed", "pending"]),
    reason: v.optional(v.picklist(LINK_FAILURES)),
    detail: v.optional(v.string()),
  }),
  /** The signalling connection is TLS, and the server showed the certificate and name that this peer insists on. */
  v.object({ kind: v.literal("signalling-over-tls"), call: count, server: v.string() }),
  v.object({ kind: v.literal("hung-up"), because: v.string() }),
  /** A message of a coin toss arrived. Which one is not said yet. */
  v.object({ kind: v.literal("coin-heard"), channel: v.string() }),
  /** How the coins fell, as their sender tossed or their receiver heard them; told once the guesses are fixed. */
  v.object({
    kind: v.literal("coins-revealed"),
    channel: v.string(),
    by: v.picklist(["sender", "receiver"]),
    coins,
  }),
  /** Malicious client code gave the session secret away. */
  v.object({ kind: v.literal("secret-leaked"), to: v.literal("server") }),
  /** Malicious client code sent what its user said to the server too. */
  v.object({ kind: v.literal("content-told"), to: v.literal("server"), channel: v.string() }),
  /** Malicious client code showed its user another result of a comparison than the one that it had. */
  v.object({ kind: v.literal("match-shown"), method: v.string() }),
] as const;

/**
 * Secrets, told to the conductor alone over the actor's own IPC pipe, so that the judge can try the true key
 * on the recording. No other actor receives them.
 */
export const KEY_LOG_LABELS = [
  "CLIENT_RANDOM",
  "PMS_CLIENT_RANDOM",
  // Of DTLS 1.3 (RFC 8446 §7.1), by the names that NSS gives them.
  "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
  "SERVER_HANDSHAKE_TRAFFIC_SECRET",
  "CLIENT_TRAFFIC_SECRET_0",
  "SERVER_TRAFFIC_SECRET_0",
  "EXPORTER_SECRET",
] as const;
export type KeyLogLabel = (typeof KEY_LOG_LABELS)[number];

const sealKey = v.pipe(hex, v.length(64));

const secretFacts = [
  v.object({ kind: v.literal("private-key"), owner: end, pkcs8 }),
  /**
   * What protects one DTLS association, as lines of an NSS key log: the client random that names the association, and
   * under each label a secret. `PMS_CLIENT_RANDOM` is the premaster secret: with ECDHE the shared secret.
   */
  v.object({
    kind: v.literal("session-secrets"),
    owner: end,
    clientRandom: v.pipe(hex, v.length(64)),
    entries: v.array(v.object({ label: v.picklist(KEY_LOG_LABELS), value: v.pipe(hex, v.minLength(32)) })),
  }),
  /** The AES-256-GCM keys that this peer seals and opens messages with, by whose messages they protect. */
  v.object({ kind: v.literal("seal-keys"), alice: sealKey, bob: sealKey }),
] as const;

const serverFacts = [
  v.object({ kind: v.literal("signal-received"), from: peer, raw: signal }),
  v.object({ kind: v.literal("signal-sent"), to: peer, raw: signal }),
  /** The attacker varied its certificate until a short code fitted. */
  v.object({
    kind: v.literal("certificate-ground"),
    owner: end,
    certificate: base64,
    tries: count,
    durationMs: v.number(),
  }),
  v.object({ kind: v.literal("signal-refused"), from: v.string(), code: v.string() }),
  /** A message that the interceptor read while it passed from the one leg to the other. */
  v.object({ kind: v.literal("message-read"), from: peer, ...content }),
  v.object({ kind: v.literal("message-altered"), from: peer, ...content }),
  /** The attacker kept the message: it will never arrive. */
  v.object({ kind: v.literal("message-dropped"), from: peer, ...content }),
  /** The attacker said this to the other peer in the name of `from`, who never said it. */
  v.object({ kind: v.literal("message-injected"), from: peer, ...content }),
  v.object({ kind: v.literal("message-delayed"), from: peer, delayMs: count, ...content }),
  /**
   * Something of this peer's came to the attacker that it could not read, for the first time with this reason: that it
   * read nothing does not mean that nothing passed.
   */
  v.object({ kind: v.literal("message-unread"), from: peer, reason: v.picklist(UNREAD_REASONS) }),
  /** The observer's own end mark: a log without it may be cut short, and proves nothing by silence. */
  v.object({ kind: v.literal("log-ended"), messagesRead: count, signals: count }),
] as const;

const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
/** As in src/pathConditions.ts, and with its seed. */
export const pathConditions = {
  lossPercent: v.optional(percent),
  delayMs: v.optional(v.pipe(v.number(), v.minValue(0))),
  duplicatePercent: v.optional(percent),
  reorderPercent: v.optional(percent),
  seed: count,
};

const networkFacts = [
  /** A connection to the signalling server passes the attacker on the path, who can read and change it, or cannot: it is TLS. */
  v.object({ kind: v.literal("signalling-diverted"), call: count, readable: v.boolean() }),
  /** The path was not perfect in this call, on purpose. */
  /** The attacker on the path sent a peer a datagram from the other one's address. `packet`: its number in the capture. */
  v.object({
    kind: v.literal("datagram-injected"),
    to: peer,
    packet: count,
    what: v.picklist(["repeated", "forged"]),
  }),
  v.object({ kind: v.literal("path-conditions"), call: count, ...pathConditions }),
  /** From here on the path delivered nothing in this call. */
  v.object({ kind: v.literal("path-cut") }),
  v.object({ kind: v.literal("port-opened"), owner: end, call: count, port }),
  v.object({ kind: v.literal("marker-recorded"), marker: needle, packet: count }),
  v.object({ kind: v.literal("recording-ended"), packets: count, bytes: count }),
] as const;

/** What the conductor's instruments read. A missing instrument is a fact too: what it would have shown stays unknown. */
const instrumentFacts = [
  v.object({
    kind: v.literal("memory-searched"),
    subject: v.picklist(ACTORS),
    /** The process that was read. */
    pid: count,
    bytes: count,
    /** `secret` is an id of src/run/secrets.ts. Every secret that was searched for is listed, found or not. */
    hits: v.array(v.object({ secret: v.string(), encoding: v.string(), count })),
  }),
  v.object({
    kind: v.literal("second-opinion"),
    program: v.string(),
    version: v.string(),
    /** What it read: with no keys, with the key log beside the capture, with the secrets inside the capture file. */
    readings: v.array(
      v.object({
        keys: v.picklist(["none", "key-log", "in-file"]),
        packets: count,
        recordsDecrypted: count,
        /** The canaries that it shows in clear, by name. */
        canaries: v.array(v.string()),
      }),
    ),
  }),
  /** The kernel's own recording of the run's datagrams, in `kernel.pcapng`. `droppedByKernel` counts loopback as a whole. */
  v.object({
    kind: v.literal("kernel-captured"),
    program: v.string(),
    packets: count,
    droppedByKernel: count,
  }),
  v.object({
    kind: v.literal("instrument-missing"),
    instrument: v.picklist(["memory-search", "kernel-capture", "second-opinion"]),
    because: v.string(),
  }),
] as const;

export const factSchema = v.variant("kind", [
  ...conductorFacts,
  ...peerFacts,
  ...secretFacts,
  ...serverFacts,
  ...networkFacts,
  ...instrumentFacts,
]);
export type Fact = v.InferOutput<typeof factSchema>;
export type FactKind = Fact["kind"];
export type FactOf<K extends FactKind> = Extract<Fact, { kind: K }>;

/** `seq` is the line's number in `trace.jsonl`, from 1; `at` is in milliseconds since the run started. */
const envelopeSchema = v.object({
  seq: v.pipe(count, v.minValue(1)),
  at: v.number(),
  actor: v.picklist(ACTORS),
});
type Envelope = Readonly<v.InferOutput<typeof envelopeSchema>>;

/** One line of `trace.jsonl`: an envelope and a fact, flat. */
export const eventSchema = v.intersect([envelopeSchema, factSchema]);
export type TraceEvent = Envelope & Fact;
export type EventOf<K extends FactKind> = Envelope & FactOf<K>;

/** All events of one kind, in order. */
export function eventsOf<K extends FactKind>(trace: readonly TraceEvent[], kind: K): EventOf<K>[] {
  return trace.filter((event): event is EventOf<K> => event.kind === kind);
}
