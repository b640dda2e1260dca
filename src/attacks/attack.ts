import type { CertificateTemplate } from "../comparison/certificateVariants.ts";
import type { Fingerprint } from "../sdp/fingerprint.ts";
import type { PeerName } from "../trace/parties.ts";

/**
 * What a malicious server or an attacker on the path does, as pure pieces named after what happens. The actor
 * that carries an attack out owns the sockets and keys; the attack only says what is put in place of what.
 */
export type Attack = SignallingAttack | SignallingPathAttack | DowngradeAttack | PathAttack | InjectingAttack;

interface Described {
  readonly id: string;
  readonly title: string;
  /** What the attacker does and why it works, in plain words. */
  explain(): string;
  /** What the attack does not reach. */
  readonly limits: string;
  readonly references: readonly string[];
}

/** The attacker is the signalling server: it chooses what stands in the SDP, and holds two DTLS legs. */
export interface SignallingAttack extends Interception {
  readonly position: "signalling";
}

/**
 * The attacker owns the network between the peers and the signalling server. The server is honest; what the attacker can read of
 * the signalling on its way it also changes, and it holds two DTLS legs.
 */
export interface SignallingPathAttack extends Interception {
  readonly position: "signalling-path";
}

/** Who can change the SDP chooses what stands in it, wherever that is. */
export interface Interception extends Described {
  readonly legs?: never;
  /**
   * What the legs show. "handed-to-peers": each leg the genuine certificate of the peer that it poses as, with the key
   * that this server made and handed over. Left out: certificates of their own.
   */
  readonly legCertificates?: "handed-to-peers";
  /** What goes to the peer that `leg` faces, instead of the description that the other peer sent. */
  description(sdp: string, leg: LegParameters): string;
  /** Chooses the certificate of the caller's leg, once the callee has answered and all else is settled. */
  settleCertificate?(settled: SettledCertificates): GroundCertificate;
  /** Chooses the certificate of the callee's leg, once the caller has offered. Left out: it keeps the one it has. */
  settleCalleeLeg?(settled: Pick<SettledCertificates, "caller" | "template">): GroundCertificate;
  /** The attacker keeps from each peer that the other one hung up: its bye, and SCTP's ABORT and SHUTDOWN. */
  readonly keepsGoodbyes?: true;
  /** The attacker enters each leg's certificate in the public log, where there is one, under the name of the peer that the leg poses as. */
  readonly entersLog?: true;
  /** Begins to decide about messages. Left out: all go on as they are. */
  messages?(scene: Scene): (message: PassingMessage) => MessageFate;
}

/**
 * The attacker is the signalling server, and does not stand in the middle: it has both peers asked for a connection without
 * DTLS, which whoever records could then read.
 */
export interface DowngradeAttack extends Described {
  readonly position: "signalling";
  readonly legs: "none";
  /** What goes to a peer instead of the description that the other peer sent. `random` yields fresh random bytes. */
  description(sdp: string, random: (bytes: number) => Uint8Array): string;
}

/** The attacker owns the network between the peers, but not the signalling: no description changes. */
export interface PathAttack extends Described {
  readonly position: "path";
  readonly legs?: never;
  /** What its DTLS legs show: a certificate of their own, or the victim's, seen in an earlier call, without its key. */
  readonly certificate: "own" | "replayed";
}

/**
 * The attacker owns the network between the peers, lets everything pass and keeps what it saw. It sends a peer datagrams of its own, from
 * the other peer's address. It holds no leg and no key that anybody gave it.
 */
export interface InjectingAttack extends Described {
  readonly position: "path";
  readonly legs: "none";
  /** What it sends: datagrams that passed before, byte for byte, or new ones. */
  readonly sends: "repeated" | "forged";
  /**
   * What `to` is sent at the attack's step of the script, made of the DTLS datagrams that passed in this call, in their order. Empty:
   * what passed gives nothing to send. Left out: there is no such step.
   */
  datagrams?(seen: readonly SeenDatagram[], to: PeerName): readonly Uint8Array[];
  /** What goes to the receiver of a passing datagram just ahead of it. Left out: nothing ever. */
  ahead?(seen: readonly SeenDatagram[], passing: SeenDatagram): readonly Uint8Array[];
}

/** A DTLS datagram that the attacker on the path saw pass between the peers. */
export interface SeenDatagram {
  readonly from: PeerName;
  readonly bytes: Uint8Array;
}

/** The end of an interceptor's leg that faces one peer, as that peer must see it in the SDP. */
export interface LegParameters {
  /** Of its certificate, by SHA-256. */
  readonly fingerprint: Fingerprint;
  /** The certificate itself (DER). */
  readonly certificate: Uint8Array;
  readonly iceUfrag: string;
  readonly icePwd: string;
}

/** What is settled before the interceptor must show its last certificate. */
export interface SettledCertificates {
  readonly caller: Fingerprint;
  readonly callee: Fingerprint;
  readonly calleeLeg: Fingerprint;
  /** The certificate of the leg that is being settled, and the bytes of it that nobody verifies. */
  readonly template: CertificateTemplate;
}

/** A certificate (DER) that a search ended with, and how many it hashed. */
export interface GroundCertificate {
  readonly certificate: Uint8Array;
  readonly tries: number;
}

/** Who is who in an intercepted call, by certificate. `random` yields fresh random bytes. */
export interface Scene {
  readonly genuine: Readonly<Record<PeerName, Fingerprint>>;
  /** By the peer that the leg faces. */
  readonly legs: Readonly<Record<PeerName, Fingerprint>>;
  random(bytes: number): Uint8Array;
}

/**
 * What becomes of a message. `undefined`: it goes on as it is. Bytes go on in its place: 1 to 65 515, anything else fails
 * the run. They may not be empty: an empty message is another kind of message (RFC 8831 §6.6), so nothing can be put in
 * its place and it in nothing's. "drop": it never arrives, and SCTP at both ends believes that it did (for that, a DCEP
 * acknowledgement that nobody waits for takes its place). A delay holds the message back; later ones of an ordered channel
 * wait for it at the receiver. Over some ten seconds, or on a channel with limited retransmission, its sender may give up
 * first. `inject`: the message goes on as it is, and after it the attacker says these of its own.
 */
export type MessageFate =
  | undefined
  | Uint8Array
  | "drop"
  | { readonly delayMs: number }
  | { readonly inject: readonly ForgedMessage[] };

/**
 * Something that the other peer seems to say and nobody said. It is delivered reliably and, on an ordered channel, after all
 * that its seeming sender has sent. 1 to 65 536 bytes, on a channel that is open, by its label; anything else fails the run.
 */
export interface ForgedMessage {
  readonly to: PeerName;
  readonly channel: string;
  readonly type: "text" | "binary";
  readonly content: Uint8Array;
}

/** A whole data-channel message that passes the interceptor, small enough not to be fragmented. */
export interface PassingMessage {
  readonly from: PeerName;
  readonly channel: string;
  readonly type: "text" | "binary";
  readonly content: Uint8Array;
}
