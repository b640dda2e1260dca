import type { SignallingAttack } from "../../src/attacks/attack.ts";
import type { SignallingAttackId } from "../../src/attacks/index.ts";
import type { Fingerprint } from "../../src/sdp/fingerprint.ts";
import { counterpartOf, type PeerName } from "../../src/trace/parties.ts";
import type { PeerSignal } from "../actors/server/room.ts";
import { intercept } from "./interception.ts";
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
  /** Delivers a signal to one of your peers: what the interceptor made of the other's, or a candidate of its own. */
  readonly tell: (to: PeerName, signal: CallSignal) => void;
}

/** A man in the middle between two peers of yours, for one call. Your caller and callee are called Alice and Bob, either way round. */
export interface OpenInterceptor {
  /**
   * Takes a signal from one of your peers, in the order in which the peer sent it. What is forwarded comes out of `tell`.
   * @throws SdpParseError when a description is longer than 64 KiB.
   */
  pass(from: PeerName, signal: CallSignal): void;
  /** Every message so far, in the order of reading, before any alteration. */
  readonly messagesRead: readonly ReadMessage[];
  /** Candidates that the legs did not use, because they are not on the loopback interface: a reason why a call stays silent. */
  readonly candidatesRefused: readonly string[];
  /** The certificates' fingerprints that each peer is shown in place of the other's. Final once the answer has passed. */
  readonly fingerprints: Readonly<Record<PeerName, Fingerprint>>;
  /** Closes all sockets. Half a second later no timer of this interceptor keeps the process alive. */
  close(): Promise<void>;
}

/**
 * Opens the interceptor of a malicious signalling server, to point peers of your own at: hand it each signal, and
 * deliver what it tells. It works with any WebRTC stack on this machine and with nothing beyond it: its sockets are
 * bound to 127.0.0.1, and while it is open this process sees no other interface. It reads data channels, not media. It
 * does not survive an ICE restart, and the callee must take the active DTLS role, as stacks do.
 * @throws RangeError when there is no attack at the signalling of that id.
 */
export async function openInterceptor({
  attack = "substitute-fingerprint",
  tell,
}: InterceptorSettings): Promise<OpenInterceptor> {
  const messagesRead: ReadMessage[] = [];
  const deliver = (to: PeerName, signal: PeerSignal) => {
    // The peers send nothing else, so there is nothing else to forward.
    if (signal.type !== "bye" && signal.type !== "telemetry") tell(to, signal);
  };
  const { interceptor, close } = await intercept(attack, deliver, (message) => messagesRead.push(message));
  return {
    pass(from, signal) {
      const passed = interceptor.pass(from, toPeerSignal(signal));
      if (passed) deliver(counterpartOf(from), passed);
    },
    messagesRead,
    candidatesRefused: interceptor.candidatesRefused,
    get fingerprints() {
      return interceptor.fingerprints;
    },
    close,
  };
}

/** A peer has one transport here, so a candidate needs no section. */
function toPeerSignal(signal: CallSignal): PeerSignal {
  return signal.type === "candidate" ? { type: "candidate", candidate: signal.candidate } : signal;
}
