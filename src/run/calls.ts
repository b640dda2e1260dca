import type { EventOf, TraceEvent } from "../trace/events.ts";
import { eventsOf } from "../trace/events.ts";
import type { LinkFailure } from "../trace/linkFailure.ts";
import { isPeer, PEERS, type PeerName } from "../trace/parties.ts";
import { type Attacker, attackerIn } from "./attacker.ts";
import type { CertificateBook, RunCertificate } from "./certificates.ts";
import type { Moment } from "./moments.ts";
import { type Signal, signalsOf } from "./signals.ts";

/** One call of the run, from its start to the next one's. */
export interface RunCall {
  readonly number: number;
  readonly caller: PeerName;
  /** The room's name at the signalling server, which names the call. */
  readonly room: string;
  readonly attacker: Attacker | undefined;
  /** The attacker sits on the way between the peers and the signalling server. */
  readonly onSignallingPath: boolean;
  /** The attacker has legs of its own, and a way to lead the peers to them: not where all signalling that passes it is TLS. */
  readonly hasLegs: boolean;
  /** The trace line that starts it, and the first one that is no longer part of it (infinite for the last call). */
  readonly seq: number;
  readonly endSeq: number;
  /** Milliseconds since the run started. */
  readonly at: number;
  /** What reached and left the signalling server, by the server's own log. */
  readonly signals: readonly Signal[];
  readonly peers: Readonly<Record<PeerName, PeerCall>>;
}

/** What one peer reported of one call. */
export interface PeerCall {
  readonly peer: PeerName;
  /** The certificate that this peer used. Undefined: it reported none before the call ended. */
  readonly own: RunCertificate | undefined;
  readonly descriptionsSent: readonly EventOf<"description-sent">[];
  readonly descriptionsReceived: readonly EventOf<"description-received">[];
  readonly candidatesSent: readonly EventOf<"candidate-sent">[];
  readonly candidatesReceived: readonly EventOf<"candidate-received">[];
  /**
   * The certificate that DTLS delivered: by this peer's own word, or, where its stack does not show it, as the capture has
   * it; then `seq` is the line with which the peer says that it is connected.
   */
  readonly delivered:
    | { readonly certificate: RunCertificate; readonly seq: number; readonly by: "peer" | "capture" }
    | undefined;
  readonly possessionChecked: EventOf<"possession-checked"> | undefined;
  readonly link: Link;
  readonly signallingOverTls: EventOf<"signalling-over-tls"> | undefined;
  readonly hungUp: EventOf<"hung-up"> | undefined;
}

/** How the peer's attempt to connect ended. A peer that never said is pending, without a line. */
export interface Link {
  readonly state: EventOf<"link">["state"];
  readonly reason?: LinkFailure;
  /** The stack's own word. It may come from the other side. */
  readonly detail?: string;
  readonly seq?: number;
}

export function callsOf(
  trace: readonly TraceEvent[],
  moments: readonly Moment[],
  certificates: CertificateBook,
): RunCall[] {
  const starts = eventsOf(trace, "call-started");
  const ports = eventsOf(trace, "port-opened");
  return starts.map((start, index): RunCall => {
    const endSeq = starts[index + 1]?.seq ?? Number.POSITIVE_INFINITY;
    const events = trace.filter(({ seq }) => seq >= start.seq && seq < endSeq);
    const peerCall = (peer: PeerName) => readPeer(peer, { events, before: endSeq, certificates });
    return {
      number: start.call,
      caller: start.caller,
      room: start.room,
      attacker: attackerIn(start),
      onSignallingPath: start.attacker === "signalling-path",
      hasLegs: ports.some(({ owner, call }) => call === start.call && !isPeer(owner)) && !isKeptOut(events),
      seq: start.seq,
      endSeq,
      at: start.at,
      signals: signalsOf(moments.filter(({ event: { seq } }) => seq >= start.seq && seq < endSeq)),
      peers: { alice: peerCall("alice"), bob: peerCall("bob") },
    };
  });
}

/** Every connection to the server that passed an attacker on its way was TLS. */
function isKeptOut(events: readonly TraceEvent[]): boolean {
  const diverted = eventsOf(events, "signalling-diverted");
  return diverted.length > 0 && diverted.every(({ readable }) => !readable);
}

/** The call to which a trace line belongs. Undefined: it stands before the first one. */
export function callAt<T extends { readonly seq: number }>(calls: readonly T[], seq: number): T | undefined {
  return calls.findLast((call) => call.seq <= seq);
}

/** True if any call of the run had an attacker in the middle. */
export function isAttacked(calls: readonly Pick<RunCall, "attacker">[]): boolean {
  return calls.some(({ attacker }) => attacker !== undefined);
}

function readPeer(
  peer: PeerName,
  {
    events,
    before,
    certificates,
  }: { events: readonly TraceEvent[]; before: number; certificates: CertificateBook },
): PeerCall {
  const by = events.filter(({ actor }) => actor === peer);
  const delivered = eventsOf(by, "certificate-delivered").at(-1);
  const certificate = delivered && certificates.of(delivered.certificate);
  return {
    peer,
    own: certificates.usedBy(peer, before),
    descriptionsSent: eventsOf(by, "description-sent"),
    descriptionsReceived: eventsOf(by, "description-received"),
    candidatesSent: eventsOf(by, "candidate-sent"),
    candidatesReceived: eventsOf(by, "candidate-received"),
    delivered: delivered && certificate && { certificate, seq: delivered.seq, by: "peer" },
    possessionChecked: eventsOf(by, "possession-checked").at(-1),
    link: linkOf(eventsOf(by, "link").at(-1)),
    signallingOverTls: eventsOf(by, "signalling-over-tls").at(-1),
    hungUp: eventsOf(by, "hung-up").at(-1),
  };
}

function linkOf(event: EventOf<"link"> | undefined): Link {
  if (!event) return { state: "pending" };
  const { state, reason, detail, seq } = event;
  return { state, seq, ...(reason !== undefined && { reason }), ...(detail !== undefined && { detail }) };
}

/** Both peers of a call, in the order in which everything names them. */
export function peersOf({ peers }: RunCall): PeerCall[] {
  return PEERS.map((peer) => peers[peer]);
}
