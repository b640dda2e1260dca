import type { AttackId } from "./attacks/index.ts";
import type { ComparisonMethodId } from "./comparison/index.ts";
import type { PathConditions } from "./pathConditions.ts";
import type { PeerName } from "./trace/parties.ts";

/** A data channel that the caller opens before it calls. Left out: ordered and reliable. */
export interface Channel {
  readonly label: string;
  readonly ordered?: boolean;
  readonly maxRetransmits?: number;
  /** The peers do not report what crosses it until the observer's guesses are fixed. Only for `toss-coins`. */
  readonly quiet?: true;
}

/**
 * What happens in a call, in order. A `say` counts as done when the other peer received a message; if the
 * speaker has hung up by then, it says nothing and the trace records the step as skipped.
 */
export type Step =
  | {
      readonly step: "say";
      readonly by: PeerName;
      readonly channel: string;
      readonly type: "text" | "binary";
      /** `{canary}` in it is replaced by a random secret of this run, which `canary` names. */
      readonly content: string;
      readonly canary?: string;
      /** Binary content is padded to this size in bytes, so that it crosses as many SCTP chunks. */
      readonly bytes?: number;
      /**
       * `false`: the attacker is expected to keep it; the step is done when the attacker says so, or when it arrives all the same.
       * "refused": the other peer is expected to refuse it and to hang up. Either needs a canary, by which the judge knows it.
       */
      readonly arrives?: false | "refused";
      /** As many messages that nobody sent are expected to reach the listener after it; the step is done when they did. */
      readonly forged?: number;
    }
  /**
   * Out of band, unless `over` names a channel of the call: then an interceptor hears it too. A method with an exchange of
   * messages needs the channel EXCHANGE_CHANNEL in the call. `by`: only this person compares what the other reads aloud.
   */
  | {
      readonly step: "compare";
      readonly method: ComparisonMethodId;
      readonly over?: string;
      readonly by?: PeerName;
    }
  /**
   * The peer sends one of two texts, `times` times, by the flip of a coin of its own. It tells nobody how the
   * coins fell until the observer's guesses are fixed.
   */
  | {
      readonly step: "toss-coins";
      readonly by: PeerName;
      readonly channel: string;
      readonly texts: readonly [string, string];
      readonly times: number;
    }
  /**
   * This peer makes another offer in the established call (RFC 9429 §4.1.8), with nothing new in it, and the other one
   * answers. An ICE restart is not asked for: werift's own fails.
   */
  | { readonly step: "re-offer"; readonly by: PeerName }
  /** Malicious client code: the peer sends its DTLS master secret to the server, dressed up as telemetry. */
  | { readonly step: "leak-session-secret"; readonly by: PeerName }
  /** The attacker on the path sends this peer what its attack makes of what passed so far. */
  | { readonly step: "inject"; readonly to: PeerName }
  /** From here on no datagram of the call arrives. What is said afterwards waits for its arrival until the deadline. */
  | { readonly step: "cut-path" };

/**
 * What the lab's peers do and their stack does not. `nonce`: record numbers go on after Finished, so that no AES-GCM nonce
 * comes twice. `possession`: the other end must have proved that it holds its certificate's key. `replay`: a record that comes
 * again is dropped.
 */
export const SKIPPABLE_GUARDS = ["nonce", "possession", "replay"] as const;
export type SkippableGuard = (typeof SKIPPABLE_GUARDS)[number];

/**
 * What the client code of both peers does that its users do not know, as the server delivered it. "tells-the-server": it sends
 * what its user says to the server too. "shows-a-match": whatever a comparison shows, the screen says that all is well.
 */
export const CLIENT_CODE = ["tells-the-server", "shows-a-match"] as const;
export type ClientCode = (typeof CLIENT_CODE)[number];

/** One call between the same two peers, who keep their certificates from call to call. */
export interface Call {
  readonly caller: PeerName;
  readonly channels: readonly Channel[];
  /** Somebody attacks this call: the server, or an attacker on the path. Left out: nobody does. */
  readonly attack?: AttackId;
  readonly script: readonly Step[];
  /** Left out: the path delivers every datagram once, at once and in order. */
  readonly path?: PathConditions;
  /** Left out: the client code does what its users expect. */
  readonly clientCode?: ClientCode;
  /** The peers run the stack as it comes, without these guards of the lab. */
  readonly dangerSkipGuards?: readonly SkippableGuard[];
}
