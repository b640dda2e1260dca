import { randomBytes } from "node:crypto";
import type { SignallingAttack } from "../../../src/attacks/attack.ts";
import { formatCandidate } from "../../../src/sdp/candidate.ts";
import { effectiveFacts, parseDescription } from "../../../src/sdp/description.ts";
import { type Fingerprint, fingerprintsOf } from "../../../src/sdp/fingerprint.ts";
import { counterpartOf, type PeerName } from "../../../src/trace/parties.ts";
import type { FactListener } from "../actor.ts";
import { type LocalCertificate, makeLocalCertificate, withCertificate } from "../localCertificate.ts";
import type { Ports } from "../protocol.ts";
import type { PeerSignal, SignalInterceptor } from "../server/room.ts";
import { Bridge } from "./bridge.ts";
import { Leg, type LegName } from "./leg.ts";

export type LegCertificates = Readonly<Record<LegName, Promise<LocalCertificate>>>;

/** One operator, one pair of certificates: a victim that remembers the attacker's finds it again in the next call. */
export function makeLegCertificates(report: FactListener): LegCertificates {
  return {
    "alice-leg": makeLocalCertificate("alice-leg", report),
    "bob-leg": makeLocalCertificate("bob-leg", report),
  };
}

interface InterceptorSettings {
  readonly attack: SignallingAttack;
  readonly localCertificates: LegCertificates;
  /** The legs' public ports. Left out: their own. */
  readonly ports?: Ports;
  readonly tell: (to: PeerName, signal: PeerSignal) => void;
  readonly report: FactListener;
}

/**
 * The part of a malicious server that holds the two DTLS legs. Each peer is given the leg that faces it instead
 * of the other peer.
 */
export class Interceptor implements SignalInterceptor {
  readonly bridge: Bridge;
  /** Candidates of the peers that lie beyond the loopback interface, or are none. The legs do not use them. */
  readonly candidatesRefused: string[] = [];
  readonly #settings: InterceptorSettings;
  readonly #legs: Readonly<Record<PeerName, Leg>>;
  #offer: { readonly from: PeerName; readonly sdp: string } | undefined;
  #settled = false;

  /** Makes both legs' keys and sockets, so that no signal has to wait for them. */
  static async open(settings: InterceptorSettings): Promise<Interceptor> {
    const [alice, bob] = await Promise.all([openLeg("alice-leg", settings), openLeg("bob-leg", settings)]);
    return new Interceptor(settings, { alice, bob });
  }

  private constructor(settings: InterceptorSettings, legs: Readonly<Record<PeerName, Leg>>) {
    this.#settings = settings;
    this.#legs = legs;
    this.bridge = new Bridge(legs, settings.report);
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
        this.#hearCandidate(from, signal.candidate);
        return undefined;
      case "bye":
      case "telemetry":
        return signal;
    }
  }

  #forward(to: PeerName, signal: Extract<PeerSignal, { sdp: string }>): PeerSignal {
    const { parameters, candidate } = this.#legs[to];
    queueMicrotask(() => this.#settings.tell(to, { type: "candidate", candidate, sdpMLineIndex: 0 }));
    // The leg that answers takes the passive role, so that the peer speaks first in DTLS.
    const setup = signal.type === "answer" ? ({ setup: "passive" } as const) : {};
    return { ...signal, sdp: this.#settings.attack.description(signal.sdp, { ...parameters, ...setup }) };
  }

  #hearCandidate(from: PeerName, candidate: string): void {
    // An empty one says that no more will come (RFC 8838 §13).
    if (candidate === "" || this.#legs[from].hearCandidate(candidate)) return;
    this.candidatesRefused.push(candidate);
  }

  /**
   * With the first answer all is known: the last certificate can be chosen, and both legs connect. Later offers and
   * answers change what the peers say over these connections.
   */
  #settle(offer: { from: PeerName; sdp: string }, answer: { from: PeerName; sdp: string }): void {
    if (this.#settled) return;
    this.#settled = true;
    const { attack, report } = this.#settings;
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
    for (const candidate of candidates) this.#hearCandidate(from, formatCandidate(candidate));
    if (iceUfrag === undefined || icePwd === undefined) return;
    leg.connect({ iceUfrag, icePwd }, iceRole).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      this.#settings.report({ kind: "state", owner: leg.owner, of: "dtls", state: `failed: ${why}` });
    });
  }
}

function openLeg(owner: LegName, { localCertificates, ports, report }: InterceptorSettings): Promise<Leg> {
  const publicPort = ports?.[owner];
  if (ports && publicPort === undefined) throw new Error(`the network gave the ${owner} no port`);
  return Leg.open({ owner, localCertificate: localCertificates[owner], publicPort, report });
}

function firstFingerprint(sdp: string): Fingerprint | undefined {
  return fingerprintsOf(sdp)[0]?.fingerprint;
}
