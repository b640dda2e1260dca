import { formatCandidate } from "../../../src/sdp/candidate.ts";
import { parseDescription } from "../../../src/sdp/description.ts";
import { replaceSignals, type Unseal } from "../../../src/sdp/embeddedSignals.ts";
import { SdpParseError } from "../../../src/sdp/sdpParseError.ts";
import { transportOf } from "../../../src/sdp/transport.ts";
import { counterpartOf, type PeerName } from "../../../src/trace/parties.ts";

type RewritableSignal =
  | { readonly type: "offer" | "answer"; readonly sdp: string }
  | { readonly type: "candidate"; readonly candidate: string };

interface RewriterSettings {
  /** What goes on in place of a signal; the candidates are in the description. Undefined where nothing does. */
  readonly pass: (from: PeerName, signal: RewritableSignal) => { readonly type: string } | undefined;
  readonly unseal?: Unseal | undefined;
}

/** What was found in the text frames of the app. */
export interface PassedSignals {
  readonly frames: number;
  readonly descriptions: number;
  readonly candidates: number;
}

/** Whose connection a frame came from; asked only where it holds a signal. Undefined: nobody's who takes part in the call. */
export type SignallingPeer = () => PeerName | undefined;

/**
 * Puts an interceptor's descriptions and candidates in place of those in the frames of an app that it does not know. A
 * description that is too long to be read goes on as it came.
 */
export class SignalRewriter {
  readonly #settings: RewriterSettings;
  /** One candidate of those that each peer was shown. */
  readonly #shown = new Map<PeerName, string>();
  readonly #passed = { frames: 0, descriptions: 0, candidates: 0 };

  constructor(settings: RewriterSettings) {
    this.#settings = settings;
  }

  get passed(): PassedSignals {
    return this.#passed;
  }

  rewrite(peer: SignallingPeer, frame: string): string {
    this.#passed.frames += 1;
    return replaceSignals(frame, {
      unseal: this.#settings.unseal,
      description: (description) => this.#description(peer(), description),
      candidate: (candidate) => this.#candidate(peer(), candidate),
    });
  }

  #description(from: PeerName | undefined, description: Extract<RewritableSignal, { sdp: string }>): string {
    this.#passed.descriptions += 1;
    const passed = from && this.#pass(from, description);
    if (!from || !passed || !hasSdp(passed)) return description.sdp;
    const [shown] = transportOf(parseDescription(passed.sdp)).candidates;
    if (shown) this.#shown.set(counterpartOf(from), formatCandidate(shown));
    return passed.sdp;
  }

  /**
   * The leg's candidates are in its description already. An app may wait for the frame all the same, so one of them goes on
   * again. Before any description the peer's own does; it leads nowhere, because the credentials will be the leg's.
   */
  #candidate(from: PeerName | undefined, candidate: string): string {
    this.#passed.candidates += 1;
    if (!from || this.#pass(from, { type: "candidate", candidate })) return candidate;
    return this.#shown.get(counterpartOf(from)) ?? candidate;
  }

  #pass(from: PeerName, signal: RewritableSignal): { readonly type: string } | undefined {
    try {
      return this.#settings.pass(from, signal);
    } catch (error) {
      if (error instanceof SdpParseError) return undefined;
      throw error;
    }
  }
}

function hasSdp(signal: object): signal is { readonly sdp: string } {
  return "sdp" in signal && typeof signal.sdp === "string";
}
