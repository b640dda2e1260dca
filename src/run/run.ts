import type { UdpPacket } from "../capture/packet.ts";
import { type EventOf, eventsOf, type TraceEvent } from "../trace/events.ts";
import type { PeerName } from "../trace/parties.ts";
import { associationsOf, certificateShownTo, certificatesOf, type RunAssociation } from "./associations.ts";
import { callsOf, type PeerCall, type RunCall } from "./calls.ts";
import { canariesOf, type RunCanary } from "./canaries.ts";
import { CertificateBook } from "./certificates.ts";
import { comparisonsOf, type RunComparison } from "./comparisons.ts";
import { type KeyHistory, keyHistoriesOf } from "./keys.ts";
import { type Logs, logsOf } from "./logs.ts";
import { type MemorySearch, memoryOf } from "./memory.ts";
import { messagesOf, type RunMessage } from "./messages.ts";
import { type Moment, momentsOf } from "./moments.ts";
import { type Observed, observedIn } from "./observed.ts";
import { type Passage, passagesOf } from "./passages.ts";
import type { Recording } from "./recording.ts";
import { type RunSeal, sealsOf } from "./seals.ts";
import { type RunSecret, secretsOf } from "./secrets.ts";
import { type RunStacks, showsCertificate, stacksOf } from "./stacks.ts";

/**
 * What happened in a run, worked out once from its artefacts alone. Evidence, checks, claims, prose and pictures read
 * this; nothing else reads the trace. It holds what the actors reported beside what the capture shows, and judges neither.
 */
export interface Run {
  readonly start: EventOf<"run-started">;
  readonly durationMs: number;
  /** Every event, in order of time, with whose act it was. */
  readonly moments: readonly Moment[];
  readonly stacks: RunStacks;
  readonly calls: readonly RunCall[];
  /** What the peers sent each other over the signalling, and what arrived of it. */
  readonly passages: readonly Passage[];
  readonly certificates: CertificateBook;
  readonly keyHistories: readonly KeyHistory[];
  readonly secrets: readonly RunSecret[];
  readonly memory: MemorySearch;
  readonly recording: Recording;
  readonly associations: readonly RunAssociation[];
  /** The messages that were encrypted above the channel. */
  readonly seals: readonly RunSeal[];
  readonly messages: readonly RunMessage[];
  readonly canaries: readonly RunCanary[];
  readonly comparisons: readonly RunComparison[];
  /** What the operator, and an attacker on the path, could look at. */
  readonly observed: Observed;
  readonly logs: Logs;
  /** The run's datagrams as the kernel saw them, where it was asked. */
  readonly kernelPackets: readonly UdpPacket[] | undefined;
  /** Facts that stand alone, by kind. */
  readonly facts: Facts;
}

/** Facts that need no joining: who reads one of these reads just what an actor or an instrument reported. */
type LoneFact =
  | "actor-started"
  | "alarm"
  | "certificate-ground"
  | "code-exchanged"
  | "datagram-injected"
  | "dtls-stats"
  | "coins-revealed"
  | "guesses-fixed"
  | "instrument-missing"
  | "kernel-captured"
  | "log-entry"
  | "log-head"
  | "key-exchange-broken"
  | "marker-recorded"
  | "message-read"
  | "operator-given"
  | "port-opened"
  | "prediction"
  | "rsa-contrast-missing"
  | "rsa-contrast-recorded"
  | "second-opinion"
  | "secret-leaked"
  | "signalling-diverted"
  | "content-told"
  | "match-shown"
  | "socket-opened"
  | "step-skipped";
export type Facts = { readonly [K in LoneFact]: readonly EventOf<K>[] };

/**
 * Reads a run from its parsed artefacts.
 * @throws Error when the trace does not begin with run-started; the trace codec has refused such a trace before.
 */
export function readRun(
  trace: readonly TraceEvent[],
  recording: Recording,
  kernelPackets?: readonly UdpPacket[],
): Run {
  const [start] = eventsOf(trace, "run-started");
  if (!start) throw new Error("the trace has no start");
  const stacks = stacksOf(trace);
  const secrets = secretsOf(trace);
  const forged = eventsOf(trace, "datagram-injected").filter(({ what }) => what === "forged");
  const associations = associationsOf(recording, secrets, new Set(forged.map(({ packet }) => packet)));
  const certificates = new CertificateBook(trace, certificatesIn(associations));
  const moments = momentsOf(trace);
  const calls = withCaptured(callsOf(trace, moments, certificates), { stacks, associations, certificates });
  const observed = observedIn(trace, recording);
  const seals = sealsOf(trace, calls);
  const canaries = canariesOf(trace, observed, { associations, seals });
  return {
    start,
    durationMs: eventsOf(trace, "run-ended").at(-1)?.durationMs ?? 0,
    moments,
    stacks,
    calls,
    passages: calls.flatMap(passagesOf),
    certificates,
    keyHistories: keyHistoriesOf(trace, certificates, secrets),
    secrets,
    memory: memoryOf(trace, secrets),
    recording,
    associations,
    seals,
    messages: messagesOf(trace, calls, seals),
    canaries,
    comparisons: comparisonsOf(trace, calls, associations),
    observed,
    logs: logsOf(trace, recording, canaries),
    kernelPackets,
    facts: factsOf(trace),
  };
}

/** The DTLS association of a peer in a call, if it got as far as that. */
export function associationOf(
  { associations }: Pick<Run, "associations">,
  { number }: Pick<RunCall, "number">,
  peer: PeerName,
): RunAssociation | undefined {
  return associations.findLast(({ call, ends }) => call === number && ends.includes(peer));
}

function certificatesIn(associations: readonly RunAssociation[]): Uint8Array[] {
  return associations.flatMap((recorded) => {
    const { client, server } = certificatesOf(recorded);
    return [client, server].flatMap((shown) => shown?.certificate ?? []);
  });
}

/**
 * Where a peer's stack does not show what DTLS delivered and the peer went on: the certificate that the captured handshake
 * shows, once it is opened where it must be.
 */
function withCaptured(
  calls: readonly RunCall[],
  { stacks, associations, certificates }: Pick<Run, "stacks" | "associations" | "certificates">,
): RunCall[] {
  const complete = (call: RunCall, peer: PeerName): PeerCall => {
    const peerCall = call.peers[peer];
    const { delivered, link } = peerCall;
    if (delivered || showsCertificate(stacks, peer) || link.state !== "connected" || link.seq === undefined)
      return peerCall;
    const recorded = associationOf({ associations }, call, peer);
    const shown = recorded && certificateShownTo(recorded, peer);
    const certificate = shown && certificates.ofDer(shown.certificate);
    return certificate ? { ...peerCall, delivered: { certificate, seq: link.seq, by: "capture" } } : peerCall;
  };
  return calls.map((call) => ({
    ...call,
    peers: { alice: complete(call, "alice"), bob: complete(call, "bob") },
  }));
}

function factsOf(trace: readonly TraceEvent[]): Facts {
  return {
    "actor-started": eventsOf(trace, "actor-started"),
    alarm: eventsOf(trace, "alarm"),
    "certificate-ground": eventsOf(trace, "certificate-ground"),
    "code-exchanged": eventsOf(trace, "code-exchanged"),
    "datagram-injected": eventsOf(trace, "datagram-injected"),
    "dtls-stats": eventsOf(trace, "dtls-stats"),
    "coins-revealed": eventsOf(trace, "coins-revealed"),
    "guesses-fixed": eventsOf(trace, "guesses-fixed"),
    "instrument-missing": eventsOf(trace, "instrument-missing"),
    "log-entry": eventsOf(trace, "log-entry"),
    "log-head": eventsOf(trace, "log-head"),
    "kernel-captured": eventsOf(trace, "kernel-captured"),
    "key-exchange-broken": eventsOf(trace, "key-exchange-broken"),
    "marker-recorded": eventsOf(trace, "marker-recorded"),
    "message-read": eventsOf(trace, "message-read"),
    "operator-given": eventsOf(trace, "operator-given"),
    "port-opened": eventsOf(trace, "port-opened"),
    prediction: eventsOf(trace, "prediction"),
    "rsa-contrast-missing": eventsOf(trace, "rsa-contrast-missing"),
    "rsa-contrast-recorded": eventsOf(trace, "rsa-contrast-recorded"),
    "second-opinion": eventsOf(trace, "second-opinion"),
    "secret-leaked": eventsOf(trace, "secret-leaked"),
    "signalling-diverted": eventsOf(trace, "signalling-diverted"),
    "content-told": eventsOf(trace, "content-told"),
    "match-shown": eventsOf(trace, "match-shown"),
    "socket-opened": eventsOf(trace, "socket-opened"),
    "step-skipped": eventsOf(trace, "step-skipped"),
  };
}
