import type { Fingerprint } from "../../../src/sdp/fingerprint.ts";
import type { UnreadPassage } from "./bridge.ts";

/** How one leg of an interceptor stands, and what came of its peer. */
export interface LegDiagnosis {
  /**
   * Of its ICE agent. "new": no answer has passed yet, so the leg knows no credentials to check with. "checking" for long:
   * nothing of the peer arrives, or no address of it is on this machine (`candidatesRefused`).
   */
  readonly ice: "new" | "checking" | "connected" | "disconnected" | "failed" | "closed";
  /** The peer's address that is in use, as host and port. */
  readonly peerAddress?: string;
  /**
   * Of its DTLS association. "connecting" for long with ICE connected: the peer says nothing more, as werift does where it
   * refuses the certificate. "failed": `failure` or `alert` says why.
   */
  readonly dtls: "new" | "connecting" | "connected" | "failed" | "closed";
  /** Why ICE or DTLS failed on this side, in the stack's own words. */
  readonly failure?: string;
  /**
   * The last DTLS alert of the peer, such as "bad_certificate" (RFC 5246 §7.2): its reason, as a stack sends it that refuses
   * this leg. Before the handshake is over anybody on this machine can have sent it.
   */
  readonly alert?: { readonly level: "warning" | "fatal"; readonly description: string };
  /** What the leg shows, and what its peer showed, by SHA-256. Left out: nothing came so far. */
  readonly shownCertificate: Fingerprint;
  readonly peerCertificate?: Fingerprint;
  /** Candidates of the peer that the leg sends nothing to: names, TCP, other machines. */
  readonly candidatesRefused: readonly string[];
  /** The peer sent media. No leg carries any. */
  readonly sawMedia: boolean;
  /** How many messages of the peer were read, and what came of it and was not. */
  readonly messagesRead: number;
  readonly unread: readonly Omit<UnreadPassage, "from">[];
}

/** What a leg knows of itself. */
export type LegState = Omit<LegDiagnosis, "messagesRead" | "unread" | "candidatesRefused">;
