import {
  type CodeFault,
  type CodeMessage,
  type CodeParty,
  type CodeRole,
  type CodeState,
  stepExchange,
} from "./codeExchange.ts";
import { MIN_NONCE_BYTES } from "./commitment.ts";
import { fingerprintOfDigest } from "./digests.ts";
import type { ComparisonMethod, DirectMethod, ExchangeMethod } from "./method.ts";

/** One peer's part in one comparison, as plain data from a trace. */
export interface PeerRecord {
  /** SHA-256 of the certificate that this peer made. */
  readonly own: Uint8Array;
  /** SHA-256 of the certificate that DTLS delivered to it in this call. */
  readonly delivered: Uint8Array;
  /** Of a method over the session: what the exporter gives with the recorded secret. Left out: no secret of it is known. */
  readonly exported?: Uint8Array;
  /** Of a method with an exchange: the decoded messages on the exchange channel, in order, since the exchange began. */
  readonly exchange?: { readonly role: CodeRole; readonly messages: readonly ExchangedMessage[] };
  /** What the peer says of itself. Left out: it said nothing of the kind. */
  readonly reported: {
    /** The code that it says its exchange ended with. */
    readonly code?: string;
    readonly readAloud?: string;
    readonly expected?: string;
    /** The fault of the exchange that it raised the alarm for. */
    readonly fault?: CodeFault;
  };
}

export interface ExchangedMessage {
  readonly direction: "sent" | "received";
  readonly message: CodeMessage;
}

/** What a peer had to say and to hear, and where its own record contradicts it. */
export interface Recomputed {
  /** Undefined when its exchange agreed on nothing. */
  readonly readAloud: string | undefined;
  readonly expects: string | undefined;
  /** The fault that this peer had to find in what it received. */
  readonly fault: CodeFault | undefined;
  readonly contradictions: readonly Contradiction[];
}

/** Something in a peer's record that does not follow from the rest of it. */
export interface Contradiction {
  readonly code: ContradictionCode;
  /** A whole predicate: what the peer did. */
  readonly message: string;
}

const CONTRADICTIONS = {
  "reading-does-not-follow":
    "read aloud something else than its certificates, its exchange or its session give",
  "expectation-does-not-follow":
    "expected something else than its certificates, its exchange or its session give",
  "code-does-not-follow": "reports another code than its exchange gives",
  "session-unknown": "compared a session from which nothing can be exported here",
  "exchange-missing": "took part in no exchange, and the method needs one",
  "commitment-broken": "revealed something else than it had committed to",
  "revealed-another-certificate": "revealed another certificate than its own",
  "nonce-too-short": `sent a nonce of fewer than ${MIN_NONCE_BYTES} bytes`,
  "message-out-of-turn": "sent a message that its role does not send at that point",
  "message-missing": "did not send a message that was due",
  "fault-not-noticed": "did not raise the alarm over a fault in what it received",
  "fault-without-cause": "raised the alarm over a fault that what it received does not show",
} as const;
export type ContradictionCode = keyof typeof CONTRADICTIONS;

/**
 * Works one peer's comparison out again. It shows whether the peer did what its method says with what it had; not that
 * the certificates are the other person's, nor that what it received is what the other peer sent.
 */
export function recompute(method: ComparisonMethod, record: PeerRecord): Recomputed {
  const { reported } = record;
  const found: ContradictionCode[] = [];
  const due = dueOf(method, record, (code) => found.push(code));
  if (reported.fault !== due.fault)
    found.push(reported.fault === undefined ? "fault-not-noticed" : "fault-without-cause");
  if (reported.code !== undefined && reported.code !== due.readAloud) found.push("code-does-not-follow");
  if (reported.readAloud !== undefined && reported.readAloud !== due.readAloud)
    found.push("reading-does-not-follow");
  if (reported.expected !== undefined && reported.expected !== due.expects)
    found.push("expectation-does-not-follow");
  const contradictions = [...new Set(found)].map((code) => ({ code, message: CONTRADICTIONS[code] }));
  return { ...due, contradictions };
}

type Due = Omit<Recomputed, "contradictions">;

function dueOf(
  method: ComparisonMethod,
  record: PeerRecord,
  contradict: (code: ContradictionCode) => void,
): Due {
  if (method.exchange) return replayExchange(method, record, contradict);
  if (method.binds === "certificates") return direct(method, record);
  const { exported } = record;
  if (exported)
    return { readAloud: method.readAloud(exported), expects: method.expects(exported), fault: undefined };
  contradict("session-unknown");
  return { readAloud: undefined, expects: undefined, fault: undefined };
}

function direct(method: DirectMethod, { own, delivered }: PeerRecord): Due {
  const pair = { mine: fingerprintOfDigest(own), theirs: fingerprintOfDigest(delivered) };
  return { readAloud: method.readAloud(pair), expects: method.expects(pair), fault: undefined };
}

/** The peer's own state machine once more, with the nonce that it revealed and the messages that it received. */
function replayExchange(
  method: ExchangeMethod,
  { own, delivered, exchange }: PeerRecord,
  contradict: (code: ContradictionCode) => void,
): Due {
  const nothing = { readAloud: undefined, expects: undefined, fault: undefined };
  if (!exchange) {
    contradict("exchange-missing");
    return nothing;
  }
  const { role, messages } = exchange;
  const nonce = revealedNonce(messages);
  if (nonce && nonce.length < MIN_NONCE_BYTES) {
    contradict("nonce-too-short");
    return nothing;
  }
  // A peer that broke off before its reveal keeps its nonce to itself: its commitment cannot be checked, and need not be.
  const party: CodeParty = { own, delivered, nonce: nonce ?? new Uint8Array(MIN_NONCE_BYTES) };
  let { state, send } = method.exchange.start(role, party);
  for (const { direction, message } of messages) {
    if (direction === "received") {
      if (send) contradict("message-missing");
      ({ state, send } = stepExchange(state, message));
      continue;
    }
    if (send) compareSent(send, message, nonce !== undefined, contradict);
    else contradict("message-out-of-turn");
    send = undefined;
  }
  if (send) contradict("message-missing");
  return dueFrom(method, state, nothing);
}

function dueFrom(method: ExchangeMethod, state: CodeState, nothing: Due): Due {
  if (state.kind === "failed") return { ...nothing, fault: state.code };
  if (state.kind !== "agreed") return nothing;
  const { digest } = state;
  return { readAloud: method.readAloud(digest), expects: method.expects(digest), fault: undefined };
}

function compareSent(
  due: CodeMessage,
  sent: CodeMessage,
  isNonceKnown: boolean,
  contradict: (code: ContradictionCode) => void,
): void {
  if (due.kind === "commitment" && sent.kind === "commitment") {
    if (isNonceKnown && !equal(due.commitment, sent.commitment)) contradict("commitment-broken");
  } else if (due.kind === "reveal" && sent.kind === "reveal") {
    if (!equal(due.value, sent.value)) contradict("revealed-another-certificate");
  } else contradict("message-out-of-turn");
}

function revealedNonce(messages: readonly ExchangedMessage[]): Uint8Array | undefined {
  for (const { direction, message } of messages) {
    if (direction === "sent" && message.kind === "reveal") return message.nonce;
  }
  return undefined;
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}
