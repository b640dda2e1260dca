import type { SignallingAttack } from "../../src/attacks/attack.ts";
import type { SignallingAttackId } from "../../src/attacks/index.ts";
import type { Fingerprint } from "../../src/sdp/fingerprint.ts";
import { counterpartOf, type PeerName } from "../../src/trace/parties.ts";
import type { UnreadPassage } from "../actors/attacker/bridge.ts";
import type { LegDiagnosis } from "../actors/attacker/legDiagnosis.ts";
import type { PeerSignal } from "../actors/server/room.ts";
import { intercept } from "./interception.ts";
import { KeptMessages } from "./keptMessages.ts";
import type { LegsOn } from "./legsOn.ts";
import type { ReadMessage } from "./readMessage.ts";

/** What an app's two peers send over its signalling, in the app's own order. Other messages need not pass the interceptor. */
export type CallSignal =
  | { readonly type: "offer" | "answer"; readonly sdp: string }
  | {
      readonly type: "candidate";
      readonly candidate: string;
      readonly sdpMid?: string | null | undefined;
      readonly sdpMLineIndex?: number | null | undefined;
    };

export interface InterceptorSettings {
  /** Left out: fingerprint substitution, which reads everything and changes nothing. */
  readonly attack?: SignallingAttack | SignallingAttackId;
  /**
   * Delivers a signal to one of your peers: what the interceptor made of the other's, or a candidate of its own. Left
   * out: `pass` returns what goes on, with the candidates in the description, and nothing else has to be delivered. That
   * is for signalling without trickled candidates, and where a reply belongs to its message.
   */
  readonly tell?: (to: PeerName, signal: CallSignal) => void;
  /**
   * Where the legs' sockets stand. Left out: "loopback", 127.0.0.1 and ::1. "this-machine": also on this machine's other
   * addresses, because Firefox offers no loopback address and does not pair one of its own with it. Either way the legs
   * send to addresses of this machine only, which never leaves it, and hear nobody else.
   */
  readonly legsOn?: LegsOn;
  /** Called with each message as it is read, before any change. */
  readonly onRead?: (message: ReadMessage) => void;
  /** How much content `messagesRead` keeps, in bytes. Left out: 16 MiB. */
  readonly maxKeptBytes?: number;
}

/** A man in the middle between two peers of yours, for one call. Your caller and callee are called Alice and Bob, either way round. */
export interface OpenInterceptor {
  /**
   * Takes a signal from one of your peers, in the order in which the peer sent it. What goes to the other peer comes out
   * of `tell`, or is returned where you left that out: undefined where nothing goes on.
   * @throws SdpParseError when a description is longer than 64 KiB.
   */
  pass(from: PeerName, signal: CallSignal): CallSignal | undefined;
  /**
   * Every message so far, in the order of reading, before any change: the first ones, as many as `maxKeptBytes` has room
   * for. Where `messagesNotKept` is 0 it has all of them.
   */
  readonly messagesRead: readonly ReadMessage[];
  /** How many messages were read, and given to `onRead`, after `messagesRead` was full. */
  readonly messagesNotKept: number;
  /**
   * What came to the interceptor and was not read, and why: one entry for each peer and reason. Where `messagesRead` is
   * empty and this is too, nothing passed. "media" was not even carried on.
   */
  readonly unread: readonly UnreadPassage[];
  /**
   * Candidates that the legs send nothing to: names (mDNS), TCP, and addresses of other machines. A call may connect all
   * the same, because a peer on this machine reaches the leg by itself and then has an address (a peer-reflexive one).
   */
  readonly candidatesRefused: readonly string[];
  /** The certificates' fingerprints that each peer is shown in place of the other's. Final once the answer has passed. */
  readonly fingerprints: Readonly<Record<PeerName, Fingerprint>>;
  /**
   * How the leg that faces each of your peers stands now: ICE and DTLS, why they failed, what the peer showed, what was
   * read of it. Look here when a call does not come about, or when nothing was read.
   */
  readonly legs: Readonly<Record<PeerName, LegDiagnosis>>;
  /** Closes all sockets. A few seconds later no timer of this interceptor keeps the process alive. */
  close(): Promise<void>;
}

/**
 * Opens the interceptor of a malicious signalling server for one call, to point peers of your own at: hand it each
 * signal, and deliver what it tells. Open one for each call: they share nothing, and each is closed by itself. It works with
 * WebRTC stacks on this machine and with nothing beyond it. While one is open this process sees the loopback interface
 * only. It reads data channels; media is not carried, and `unread` says so. It follows ICE restarts and renegotiation; a new
 * DTLS association in the same call (RFC 8842 §5.1: other fingerprints or another role) it does not.
 * @throws RangeError when there is no attack at the signalling of that id.
 */
export async function openInterceptor({
  attack = "substitute-fingerprint",
  tell,
  legsOn,
  onRead,
  maxKeptBytes = 16 * 2 ** 20,
}: InterceptorSettings = {}): Promise<OpenInterceptor> {
  const kept = new KeptMessages(maxKeptBytes);
  const { interceptor, close } = await intercept({
    attack,
    legsOn,
    candidates: tell ? "signals" : "description",
    send(to, signal) {
      const own = toCallSignal(signal);
      if (own) tell?.(to, own);
    },
    onRead(message) {
      kept.add(message);
      onRead?.(message);
    },
  });
  return {
    pass(from, signal) {
      const passed = interceptor.pass(from, toPeerSignal(signal));
      const goesOn = passed && toCallSignal(passed);
      if (!tell || !goesOn) return goesOn;
      tell(counterpartOf(from), goesOn);
      return undefined;
    },
    messagesRead: kept.messages,
    get messagesNotKept() {
      return kept.left;
    },
    get unread() {
      return interceptor.bridge.unread;
    },
    candidatesRefused: interceptor.candidatesRefused,
    get fingerprints() {
      return interceptor.fingerprints;
    },
    get legs() {
      return { alice: interceptor.diagnosis("alice"), bob: interceptor.diagnosis("bob") };
    },
    close,
  };
}

/** The peers send nothing else, so there is nothing else to forward. */
function toCallSignal(signal: PeerSignal): CallSignal | undefined {
  return signal.type === "bye" || signal.type === "telemetry" ? undefined : signal;
}

/** A peer has one transport here, so a candidate needs no section. */
function toPeerSignal(signal: CallSignal): PeerSignal {
  return signal.type === "candidate" ? { type: "candidate", candidate: signal.candidate } : signal;
}
