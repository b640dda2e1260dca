import { randomBytes } from "node:crypto";
import type { GroundCertificate, Interception } from "../../../src/attacks/attack.ts";
import type { CertificateTemplate } from "../../../src/comparison/certificateVariants.ts";
import { formatCandidate } from "../../../src/sdp/candidate.ts";
import { type Fingerprint, fingerprintsOf } from "../../../src/sdp/fingerprint.ts";
import { addCandidates } from "../../../src/sdp/rewrite.ts";
import { counterpartOf, type LegName, PEERS, type PeerName } from "../../../src/trace/parties.ts";
import type { FactListener } from "../actor.ts";
import { type LocalCertificate, makeLocalCertificate, withCertificate } from "../localCertificate.ts";
import type { Ports } from "../protocol.ts";
import type { PeerSignal, SignalInterceptor } from "../server/room.ts";
import type { AttackError } from "./attackError.ts";
import { Bridge } from "./bridge.ts";
import { Leg } from "./leg.ts";
import type { LegDiagnosis } from "./legDiagnosis.ts";
import { type Decided, Negotiation, type SentDescription } from "./negotiation.ts";

export type LegCertificates = Readonly<Record<LegName, Promise<LocalCertificate>>>;

/** One operator, one pair of certificates: a victim that remembers the attacker's certificate sees it again in the next call. */
export function makeLegCertificates(report: FactListener): LegCertificates {
  return {
    "alice-leg": makeLocalCertificate("alice-leg", report),
    "bob-leg": makeLocalCertificate("bob-leg", report),
  };
}

/** What one interceptor needs of the process that it runs in. */
export interface InterceptorContext {
  readonly attack: Interception;
  readonly localCertificates: LegCertificates;
  /** Addresses of this machine that the legs stand on. Left out: 127.0.0.1. */
  readonly addresses?: readonly string[];
  /** The network's ports in this call, those of the legs among them. Left out: the legs' own, and all peers are heard. */
  readonly ports?: Ports;
  /** Of these ports. Left out: the legs' own. */
  readonly doorAddress?: string;
  /** Where the legs' candidates go: each in a signal of its own, or into the description. Left out: "signals". */
  readonly candidates?: "signals" | "description";
  readonly send: (to: PeerName, signal: PeerSignal) => void;
  /** Left out: nobody hears the facts, and those about messages are not even made. */
  readonly report?: FactListener;
  /** Called when the attack's own code fails. */
  readonly onError: (error: AttackError) => void;
}

/**
 * The part of a malicious server that holds the two DTLS legs. Each peer is given the leg that faces it instead
 * of the other peer.
 */
export class Interceptor implements SignalInterceptor {
  readonly bridge: Bridge;
  /** Candidates of the peers that the legs send nothing to: names, TCP, and all that is not on this machine. */
  readonly candidatesRefused: string[] = [];
  readonly #refused: Readonly<Record<PeerName, string[]>> = { alice: [], bob: [] };
  readonly #context: InterceptorContext;
  readonly #legs: Readonly<Record<PeerName, Leg>>;
  readonly #negotiation = new Negotiation();
  #calleeLegSettled = false;

  /** Makes both legs' keys and sockets, so that no signal has to wait for them. */
  static async open(context: InterceptorContext): Promise<Interceptor> {
    const [alice, bob] = await Promise.all([openLeg("alice-leg", context), openLeg("bob-leg", context)]);
    return new Interceptor(context, { alice, bob });
  }

  private constructor(context: InterceptorContext, legs: Readonly<Record<PeerName, Leg>>) {
    this.#context = context;
    this.#legs = legs;
    const { attack, report, onError } = context;
    this.bridge = new Bridge(legs, { attack: attack.id, keepsGoodbyes: this.keepsGoodbyes, report, onError });
    for (const peer of PEERS) legs[peer].onMedia = () => this.bridge.noteUnread(peer, "media");
  }

  /** A peer is not told that the other one hung up. */
  get keepsGoodbyes(): boolean {
    return this.#context.attack.keepsGoodbyes ?? false;
  }

  /** What each peer is shown in place of the other's. The caller's leg may still change it until the answer has passed. */
  get fingerprints(): Readonly<Record<PeerName, Fingerprint>> {
    const { alice, bob } = this.#legs;
    return { alice: alice.parameters.fingerprint, bob: bob.parameters.fingerprint };
  }

  /** How the leg that faces this peer stands, and what came of the peer. */
  diagnosis(peer: PeerName): LegDiagnosis {
    const unread = this.bridge.unread.filter(({ from }) => from === peer);
    return {
      ...this.#legs[peer].state,
      candidatesRefused: this.#refused[peer],
      messagesRead: this.bridge.messagesReadOf(peer),
      unread: unread.map(({ reason, times }) => ({ reason, times })),
    };
  }

  async close(): Promise<void> {
    this.bridge.close();
    await Promise.all([this.#legs.alice.close(), this.#legs.bob.close()]);
  }

  pass(from: PeerName, signal: PeerSignal): PeerSignal | undefined {
    switch (signal.type) {
      case "offer": {
        const { offer, restarts, answererIce } = this.#negotiation.offered(from, signal.sdp);
        if (answererIce) this.#legs[counterpartOf(from)].expectIceRole(answererIce);
        if (restarts) for (const peer of PEERS) this.#legs[peer].restartIce();
        this.#addCandidates(offer);
        this.#settleCalleeLeg(offer);
        return this.#forward(offer, signal);
      }
      case "answer": {
        const decided = this.#negotiation.answered(from, signal.sdp);
        if (!decided) return undefined;
        this.#addCandidates(decided.answer);
        this.#carryOut(decided);
        return this.#forward(decided.answer, signal);
      }
      case "candidate":
        this.#addCandidate(from, signal.candidate);
        return undefined;
      case "bye":
        return this.keepsGoodbyes ? undefined : signal;
      case "telemetry":
        return signal;
    }
  }

  #forward({ from, transport }: SentDescription, signal: Extract<PeerSignal, { sdp: string }>): PeerSignal {
    const { attack, candidates = "signals", send } = this.#context;
    const to = counterpartOf(from);
    const leg = this.#legs[to];
    const sdp = attack.description(signal.sdp, leg.parameters);
    if (candidates === "description")
      return { ...signal, sdp: addCandidates(sdp, transport.section, leg.candidates) };
    queueMicrotask(() => {
      for (const candidate of leg.candidates)
        send(to, { type: "candidate", candidate, sdpMLineIndex: transport.section });
    });
    return { ...signal, sdp };
  }

  #addCandidates({ from, transport }: SentDescription): void {
    for (const candidate of transport.candidates) this.#addCandidate(from, formatCandidate(candidate));
  }

  #addCandidate(from: PeerName, candidate: string): void {
    // An empty one means end-of-candidates (RFC 8838 §13).
    if (candidate === "" || this.#legs[from].addRemoteCandidate(candidate)) return;
    this.candidatesRefused.push(candidate);
    this.#refused[from].push(candidate);
  }

  /** The first answer settles the call: the last certificate can be chosen, and both legs connect. */
  #carryOut(decided: Decided): void {
    if (decided.kind === "nothing-new") return;
    const { offer, answer, roles } = decided;
    if (decided.kind === "first") this.#settleCertificates(offer, answer);
    for (const { from, transport } of [offer, answer]) {
      const { iceUfrag, icePwd, iceLite } = transport;
      if (iceUfrag === undefined || icePwd === undefined) continue;
      const leg = this.#legs[from];
      const remote = { iceUfrag, icePwd, iceLite };
      const connecting =
        decided.kind === "first"
          ? leg.connect(remote, roles[from])
          : leg.reconnectIce(remote, roles[from].ice);
      connecting.catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        const of = decided.kind === "first" ? "dtls" : "ice";
        this.#context.report?.({ kind: "state", owner: leg.owner, of, state: `failed: ${why}` });
      });
    }
  }

  /** Before the callee is shown anything: afterwards its leg's certificate stands in an offer. */
  #settleCalleeLeg(offer: SentDescription): void {
    const { settleCalleeLeg } = this.#context.attack;
    const caller = firstFingerprint(offer.sdp);
    if (!settleCalleeLeg || !caller || this.#calleeLegSettled) return;
    this.#calleeLegSettled = true;
    this.#grind(this.#legs[counterpartOf(offer.from)], (template) => settleCalleeLeg({ caller, template }));
  }

  #grind(leg: Leg, search: (template: CertificateTemplate) => GroundCertificate): void {
    const started = performance.now();
    const { der } = leg.localCertificate;
    // The last bytes of a certificate belong to its signature.
    const chosen = search({ der, mutable: { offset: der.length - 6, length: 6 } });
    leg.localCertificate = withCertificate(leg.localCertificate, chosen.certificate);
    const durationMs = performance.now() - started;
    this.#context.report?.({
      kind: "certificate-ground",
      owner: leg.owner,
      certificate: Buffer.from(chosen.certificate).toString("base64"),
      tries: chosen.tries,
      durationMs,
    });
  }

  #settleCertificates(offer: SentDescription, answer: SentDescription): void {
    const { attack } = this.#context;
    const callerLeg = this.#legs[offer.from];
    const calleeLeg = this.#legs[answer.from];
    const caller = firstFingerprint(offer.sdp);
    const callee = firstFingerprint(answer.sdp);
    if (!caller || !callee) return;
    const calleeLegShows = calleeLeg.parameters.fingerprint;
    const { settleCertificate } = attack;
    if (settleCertificate)
      this.#grind(callerLeg, (template) =>
        settleCertificate({ caller, callee, calleeLeg: calleeLegShows, template }),
      );
    if (attack.messages) {
      const genuine =
        offer.from === "alice" ? { alice: caller, bob: callee } : { alice: callee, bob: caller };
      this.bridge.decide = attack.messages({ genuine, legs: this.fingerprints, random: randomBytes });
    }
  }
}

function openLeg(
  owner: LegName,
  {
    localCertificates,
    addresses = ["127.0.0.1"],
    ports,
    doorAddress: publicAddress,
    report = () => undefined,
  }: InterceptorContext,
): Promise<Leg> {
  const publicPort = ports?.[owner];
  if (ports && publicPort === undefined) throw new Error(`the network gave the ${owner} no port`);
  const heardFrom = ports && {
    address: publicAddress ?? "127.0.0.1",
    ports: new Set(Object.values(ports).filter((port) => port !== undefined)),
  };
  return Leg.open({
    owner,
    localCertificate: localCertificates[owner],
    addresses,
    publicPort,
    publicAddress,
    heardFrom,
    report,
  });
}

function firstFingerprint(sdp: string): Fingerprint | undefined {
  return fingerprintsOf(sdp)[0]?.fingerprint;
}
