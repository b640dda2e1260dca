import * as v from "valibot";
import { ALARM_CODES } from "../alarmCode.ts";
import { LINK_FAILURES } from "../linkFailure.ts";
import { ACTORS } from "../parties.ts";
import { STACKS } from "../stack.ts";
import { base64, coins, content, count, description, end, peer, port, signal } from "./fields.ts";

/** What a peer does and what happens to it. */
export const peerFacts = [
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
