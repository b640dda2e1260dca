import type { Exporter } from "../../../src/dtls/crypto/exporter.ts";
import type { Fingerprint } from "../../../src/sdp/fingerprint.ts";
import type { FactOf } from "../../../src/trace/events.ts";
import type { LinkFailure } from "../../../src/trace/linkFailure.ts";

/** A data channel to open (RFC 8831 §6). Left out: ordered and reliable. */
export interface ChannelSettings {
  readonly label: string;
  readonly ordered?: boolean | undefined;
  readonly maxRetransmits?: number | undefined;
}

export interface Description {
  readonly type: "offer" | "answer";
  readonly sdp: string;
}

export interface IceCandidate {
  /** As `a=candidate` without "a=". */
  readonly candidate: string;
  readonly sdpMid?: string | undefined;
  readonly sdpMLineIndex?: number | undefined;
}

/** A DTLS handshake that the stack itself accepted. What a stack cannot tell is left out. */
export interface CompletedHandshake {
  readonly delivered?: DeliveredCertificate;
  /** Where the stack does not show the certificate: the fingerprint that it compared it with. */
  readonly comparedWith?: Fingerprint;
  /** Did the other end prove that it holds the certificate's key? Left out: nobody verified it in this process. */
  readonly possession?:
    | { readonly kind: "proven" }
    | { readonly kind: "refuted"; readonly code: string; readonly message: string };
  readonly secrets?: Pick<FactOf<"session-secrets">, "clientRandom" | "entries">;
  readonly exporter?: Exporter;
}

export interface DeliveredCertificate {
  /** This end's role in the handshake. */
  readonly role: "client" | "server";
  /** The certificate that the other end showed in DTLS (DER), whatever any SDP said. */
  readonly certificate: Uint8Array;
}

/** The stack did not accept the connection, or found none. */
export interface FailedLink {
  readonly reason: LinkFailure;
  /** The stack's own words. */
  readonly detail?: string;
  /** The certificate that the stack refused, where a handshake completed. */
  readonly refused?: DeliveredCertificate;
}

/** What a stack tells the session, as it happens. */
export interface EndpointListener {
  /** A candidate of this end's own: the address is the one of its socket. */
  onCandidate(candidate: IceCandidate): void;
  onState(of: "ice" | "dtls", state: string): void;
  /** Comes before any content is sent, where the stack allows that. The session may close the endpoint in it. */
  onHandshake(handshake: CompletedHandshake): void;
  onLinkFailed(failure: FailedLink): void;
  onChannelOpen(label: string): void;
  onMessage(label: string, content: string | Uint8Array): void;
}

/**
 * The WebRTC stack of one peer in one call: what a session needs of an RTCPeerConnection, whichever program it
 * belongs to. An endpoint reports to its listener and decides nothing.
 */
export interface Endpoint {
  /** Opens the channels and makes an offer (SDP). Gathering begins with `setLocalDescription`. */
  createOffer(channels: readonly ChannelSettings[]): Promise<string>;
  /** Makes the answer (SDP) to the offer that was applied. */
  createAnswer(): Promise<string>;
  setLocalDescription(description: Description): Promise<void>;
  setRemoteDescription(description: Description): Promise<void>;
  addRemoteCandidate(candidate: IceCandidate): Promise<void>;
  /** Sends one message. @throws Error (rejects) when there is no open channel of this label. */
  send(label: string, content: string | Uint8Array): Promise<void>;
  /** Ends the connection. Does not wait for the stack to have closed. */
  close(): void;
}
