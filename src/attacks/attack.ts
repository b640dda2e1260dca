import type { Fingerprint } from "../sdp/fingerprint.ts";
import type { PeerName } from "../trace/events.ts";

/** The end of an interceptor's leg that faces one peer, as that peer must see it in the SDP. */
export interface LegParameters {
  readonly fingerprint: Fingerprint;
  readonly iceUfrag: string;
  readonly icePwd: string;
  /** The DTLS role that the leg takes in an answer. Left out: as the peer said it. */
  readonly setup?: "passive";
}

/** A whole data-channel message that passes the interceptor. */
export interface PassingMessage {
  readonly from: PeerName;
  readonly channel: string;
  readonly type: "text" | "binary";
  readonly content: Uint8Array;
}

/**
 * What a malicious operator does, as pure pieces named after what happens. The actor that carries it out owns
 * the sockets and keys; an attack only says what is put in place of what.
 */
export interface Attack {
  readonly id: string;
  readonly title: string;
  /** What the attacker does and why it works, in plain words. */
  explain(): string;
  /** What the attack does not reach. */
  readonly limits: string;
  readonly references: readonly string[];
  /** What goes to the peer that `leg` faces, instead of the description that the other peer sent. */
  description(sdp: string, leg: LegParameters): string;
  /** What goes on instead of a message; `undefined`: the message itself, untouched. */
  message?(message: PassingMessage): Uint8Array | undefined;
}
