import * as v from "valibot";
import { ACTORS } from "../parties.ts";
import { base64, clientRandom, coins, count, end, hex, needle, peer, pkcs8, privateShare } from "./fields.ts";

/** A trace of another format is refused by name. */
export const TRACE_FORMAT = 2;

/** What the conductor itself does, decides and passes on. */
export const conductorFacts = [
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
  /**
   * Simulated: what a computer that solves the group's discrete logarithm would read from `owner`'s public value in the
   * recording. It comes from that end itself; nobody has computed it.
   */
  v.object({ kind: v.literal("key-exchange-broken"), owner: end, clientRandom, ...privateShare }),
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
  /** Somebody entered a certificate (its SHA-256) under a name in the public log. */
  v.object({
    kind: v.literal("log-entry"),
    name: peer,
    certificate: v.pipe(hex, v.length(64)),
    by: v.picklist(ACTORS),
  }),
  /** The head of the public log that both peers are shown before a call. */
  v.object({ kind: v.literal("log-head"), size: count, root: v.pipe(hex, v.length(64)) }),
  v.object({
    kind: v.literal("passed-out-of-band"),
    from: peer,
    to: peer,
    method: v.string(),
    value: v.string(),
  }),
  v.object({ kind: v.literal("run-ended"), durationMs: v.number() }),
] as const;
