import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { attack } from "../src/attacks/index.ts";
import type { Prediction } from "../src/report/prediction.ts";
import type { Call, Scenario, Step } from "../src/scenario.ts";
import {
  type ActorName,
  counterpartOf,
  type EndName,
  PEERS,
  type PeerName,
  type TraceEvent,
} from "../src/trace/events.ts";
import { guessMessages } from "../src/verdict/traffic/guessMessages.ts";
import type { NetworkOrder, PeerOrder } from "./actors/protocol.ts";
import { Cast } from "./actors/spawn.ts";
import { parseCapture } from "./artefacts.ts";
import { Chronicle } from "./chronicle.ts";
import { contrastFact } from "./contrasts/contrastFact.ts";
import { makeRsaIdentity, type RsaIdentity, recordRsaKeyTransport } from "./contrasts/rsaKeyTransport.ts";
import { environment } from "./environment.ts";
import { HarnessError } from "./harnessError.ts";
import { Instruments } from "./instruments/instruments.ts";

export interface RunOptions {
  /** The folder with the actors' built programs. */
  readonly programs: URL;
  /** Where the network writes the capture; the file must not exist yet. */
  readonly captureFile: string;
  /** Where the kernel's own recording is written, if it can be made; the file must not exist yet. */
  readonly kernelFile: string;
  /** "none" leaves the conductor's slow instruments out, and says so in the trace. */
  readonly instruments: "all" | "none";
  /** Bounds each wait of the run: for an actor, a link, a message. */
  readonly deadlineMs: number;
  /** Called with each event as it happens, numbered in the order of arrival. */
  readonly onEvent: (event: TraceEvent) => void;
  /** What the user expects of the run, if somebody asked. */
  readonly prediction?: Prediction;
  /** Aborted when the user wants to stop. */
  readonly signal: AbortSignal;
}

/** A side that stays undecided after the other one has failed is not waited for longer than this. */
const UNDECIDED_GRACE_MS = 700;
/** How long an actor may take to go, once it has been told to. */
const EXIT_GRACE_MS = 1000;
/** Where the peers exchange commitments. */
const COMPARISON_CHANNEL = "comparison";

/**
 * Performs a scenario with real actors and returns the trace, in order of time. When it returns or throws, no
 * actor is left running.
 * @throws HarnessError when an actor dies, hangs or refuses, or the user interrupts. It names actor and step.
 */
export async function run(scenario: Scenario, options: RunOptions): Promise<TraceEvent[]> {
  const performance = new Performance(scenario, options);
  try {
    await performance.play();
  } finally {
    performance.instruments.stop();
    await performance.cast.end(EXIT_GRACE_MS);
  }
  return performance.chronicle.trace();
}

const tlsEntranceSchema = v.object({ url: v.string(), certificate: v.string() });

interface Entrance {
  readonly url: string;
  readonly trusted?: string;
}

class Performance {
  readonly chronicle: Chronicle;
  readonly cast: Cast;
  readonly instruments: Instruments;
  #scenario: Scenario;
  #options: RunOptions;
  #failure: Promise<never>;
  /** Where in the chronicle the present call began. */
  #callMark = 0;
  #rsaIdentity: Promise<RsaIdentity> | undefined;

  constructor(scenario: Scenario, options: RunOptions) {
    this.#scenario = scenario;
    this.#options = options;
    this.chronicle = new Chronicle(options.onEvent);
    this.instruments = new Instruments({
      ...options,
      wanted: options.instruments,
      note: (fact) => this.chronicle.note(fact),
    });
    let reject: (error: HarnessError) => void = () => undefined;
    this.#failure = new Promise((_, fail) => {
      reject = fail;
    });
    this.#failure.catch(() => undefined);
    options.signal.addEventListener("abort", () => reject(new HarnessError("interrupted", "interrupted")), {
      once: true,
    });
    this.cast = new Cast(options.programs, {
      fact: (actor, fact, atNs) => {
        this.chronicle.add(actor, fact, atNs);
        if (fact.kind === "socket-opened") {
          this.cast
            .order("network", { order: "attach", owner: fact.owner, privatePort: fact.port })
            .catch((error) => reject(error));
        }
      },
      failed: (error) => reject(error),
    });
  }

  async play(): Promise<void> {
    const { chronicle, cast, instruments } = this;
    const { calls } = this.#scenario;
    chronicle.note({
      kind: "run-started",
      format: 1,
      scenario: this.#scenario.id,
      startedAt: new Date().toISOString(),
      environment: environment(),
    });
    if (this.#scenario.afterwards !== undefined) {
      this.#rsaIdentity = makeRsaIdentity(); // ready when the calls are over
      this.#rsaIdentity.catch(() => undefined);
    }
    const { prediction } = this.#options;
    if (prediction) chronicle.note({ kind: "prediction", ...prediction });
    // The peers first: they have the most to load.
    for (const role of ["alice", "bob", "network", "server"] as const) {
      const marker = instruments.plant();
      const pid = cast.start(role, marker);
      instruments.watch(role, pid, marker);
      chronicle.note({ kind: "actor-started", name: role, pid });
    }
    instruments.startCapture();
    await this.#within("network", "start", cast.ready("network"));
    const marker = `marker-${randomBytes(16).toString("hex")}`;
    await this.#within(
      "network",
      "start the recording",
      cast.order("network", { order: "record-to", file: this.#options.captureFile, marker }),
    );
    const signalling = await this.#entrance();
    for (const peer of PEERS) await this.#within(peer, "start", cast.ready(peer));
    instruments.startReaders(calls.reduce((sum, { attack }) => sum + (attack === undefined ? 1 : 2), 0));
    await Promise.race([instruments.ready(), this.#failure]);
    const identities = await this.#each(async (peer) => {
      const { value = "" } = await this.#within(
        peer,
        "tell its identity key",
        cast.order(peer, { order: "tell-identity" }),
      );
      return value;
    });
    for (const [index, call] of this.#scenario.calls.entries()) {
      await this.#playCall(call, { number: index + 1, signalling, identities });
    }
    await this.#within("server", "close its log", cast.order("server", { order: "close-log" }));
    await this.#within("network", "close the recording", cast.order("network", { order: "close-log" }));
    await Promise.race([instruments.read(chronicle.trace()), this.#failure]);
    await this.#guessCoins();
    await this.#operatorGets();
    chronicle.note({ kind: "run-ended", durationMs: chronicle.elapsedMs() });
  }

  async #playCall(
    call: Call,
    {
      number,
      signalling,
      identities,
    }: { number: number; signalling: Entrance; identities: Record<PeerName, string> },
  ): Promise<void> {
    const { cast, chronicle } = this;
    const room = `call-${number}`;
    const position = call.attack && attack(call.attack).position;
    const owners: EndName[] = call.attack === undefined ? [...PEERS] : [...PEERS, "alice-leg", "bob-leg"];
    const { ports = {} } = await this.#within(
      "network",
      "open ports",
      cast.order("network", { order: "open-ports", call: number, owners }),
    );
    chronicle.note({
      kind: "call-started",
      call: number,
      caller: call.caller,
      via: position === undefined ? "honest" : `${position}-attack`,
    });
    await this.#within(
      "server",
      "open the room",
      cast.order("server", {
        order: "open-room",
        room,
        legPorts: ports,
        ...(call.attack && position === "signalling" && { attack: call.attack }),
      }),
    );
    if (call.attack && position === "path") {
      const divert: NetworkOrder = { order: "divert", attack: call.attack };
      await this.#within("network", "place the attacker on the path", cast.order("network", divert));
    }
    await Promise.all(
      PEERS.map((peer) => {
        const publicPort = ports[peer];
        if (publicPort === undefined) throw new HarnessError("actor-refused", `network gave ${peer} no port`);
        const order: PeerOrder = {
          order: "join",
          room,
          ...signalling,
          publicPort,
          defences: [...this.#scenario.defences],
          counterpartIdentity: identities[counterpartOf(peer)],
          channels: call.channels.map((channel) => ({ ...channel })),
          ...(call.dangerSkipNonceGuard && { dangerSkipNonceGuard: call.dangerSkipNonceGuard }),
        };
        return this.#within(peer, "join the room", cast.order(peer, order));
      }),
    );
    const mark = chronicle.mark();
    this.#callMark = mark;
    await this.#within(call.caller, "dial", cast.order(call.caller, { order: "dial" }));
    await this.#linksDecided(mark);
    const connected = PEERS.every((peer) =>
      chronicle.has(mark, peer, "link", ({ state }) => state === "connected"),
    );
    if (connected) {
      for (const peer of PEERS) {
        const opened = chronicle.when(mark, peer, "channel-open", call.channels.length);
        await this.#within(peer, "see its channels open", opened);
      }
    }
    const last = number === this.#scenario.calls.length;
    if (connected || last) this.instruments.searchMemory(chronicle.trace(), connected);
    for (const step of call.script) await this.#playStep(step, connected);
    for (const peer of PEERS) await this.#within(peer, "hang up", cast.order(peer, { order: "hang-up" }));
  }

  /** Where the peers reach the signalling server: plainly, or over TLS with a certificate that they are told beforehand. */
  async #entrance(): Promise<Entrance> {
    const { url } = await this.#within("server", "start", this.cast.ready("server"));
    if (url === undefined) throw new HarnessError("actor-refused", "server did not say where it listens");
    if (this.#scenario.signalling !== "wss") return { url };
    const listening = this.cast.order("server", { order: "listen-over-tls" });
    const { value = "" } = await this.#within("server", "listen over TLS", listening);
    const { url: secure, certificate } = v.parse(tlsEntranceSchema, JSON.parse(value));
    return { url: secure, trusted: certificate };
  }

  /** Waits until both links are decided; shortly more, once one has failed; or until the deadline. */
  async #linksDecided(mark: number): Promise<void> {
    const { chronicle } = this;
    const decided = Promise.all(PEERS.map((peer) => chronicle.when(mark, peer, "link", 1)));
    const failed = Promise.race(
      PEERS.map((peer) =>
        chronicle
          .when(mark, peer, "link", 1)
          .then(() => !chronicle.has(mark, peer, "link", ({ state }) => state === "connected")),
      ),
    );
    const undecided = new AbortController();
    const patience = failed.then((early) =>
      sleep(early ? UNDECIDED_GRACE_MS : this.#options.deadlineMs, undefined, { signal: undecided.signal }),
    );
    patience.catch(() => undefined);
    const limit = sleep(this.#options.deadlineMs, undefined, { signal: undecided.signal });
    limit.catch(() => undefined);
    // Neither is an error: a link that is still undecided is a result, and the peer reports it as pending.
    await Promise.race([decided, patience, limit, this.#failure]).finally(() => undecided.abort());
  }

  async #playStep(step: Step, connected: boolean): Promise<void> {
    if (!connected) return this.#skip(step, "the link is not connected");
    switch (step.step) {
      case "say":
        return this.#say(step);
      case "compare":
        return this.#compare(step);
      case "toss-coins":
        return this.#tossCoins(step);
      case "leak-session-secret":
        await this.#within(
          step.by,
          "leak its session secret",
          this.cast.order(step.by, { order: "leak-session-secret" }),
        );
        return;
    }
  }

  #skip(step: Step, because: string): void {
    const canary = step.step === "say" ? step.canary : undefined;
    const by = step.step === "compare" ? "alice" : step.by;
    this.chronicle.note({
      kind: "step-skipped",
      step: step.step,
      by,
      because,
      ...(canary !== undefined && { canary }),
    });
  }

  async #say(step: Extract<Step, { step: "say" }>): Promise<void> {
    const { chronicle, cast } = this;
    const { by, channel, type } = step;
    const to = counterpartOf(by);
    const mark = chronicle.mark();
    const content = this.#content(step).toString("base64");
    const { value } = await this.#within(
      by,
      "say something",
      cast.order(by, { order: "say", channel, type, content }),
    );
    if (value === "hung-up") return this.#skip(step, `${by === "alice" ? "Alice" : "Bob"} has hung up`);
    const arrived = Promise.race([
      chronicle.when(mark, to, "message-received", 1),
      chronicle.when(this.#callMark, to, "hung-up", 1),
    ]);
    await this.#within(to, "hear what the other peer said", arrived);
  }

  /** One toss at a time, each answered by its arrival: the kindest conditions that an observer can wish for. */
  async #tossCoins({ by, channel, texts, times }: Extract<Step, { step: "toss-coins" }>): Promise<void> {
    const to = by === "alice" ? "bob" : "alice";
    const order: PeerOrder = { order: "toss-coin", channel, texts: [texts[0], texts[1]] };
    for (let toss = 0; toss < times; toss += 1) {
      const arrived = this.chronicle.when(this.chronicle.mark(), to, "coin-heard", 1);
      await this.#within(by, "toss a coin that arrives", Promise.all([this.cast.order(by, order), arrived]));
    }
  }

  /** The observer has only the capture. Its guesses are written down before the peers tell how the coins fell. */
  async #guessCoins(): Promise<void> {
    const tosses = this.#scenario.calls
      .flatMap(({ script }) => script)
      .filter((step) => step.step === "toss-coins");
    if (tosses.length === 0) return;
    const recording = parseCapture(readFileSync(this.#options.captureFile), this.chronicle.trace());
    for (const { by, channel, texts, times } of tosses) {
      const { guesses, how } = guessMessages(recording, { from: by, texts, times });
      this.chronicle.note({ kind: "guesses-fixed", by, channel, guesses: guesses.join(""), how });
      for (const peer of PEERS) {
        const order: PeerOrder = { order: "reveal-coins", channel, texts: [texts[0], texts[1]] };
        await this.#within(peer, "reveal its coins", this.cast.order(peer, order));
      }
    }
  }

  /** What the scenario lets happen to the operator once the calls are over. */
  async #operatorGets(): Promise<void> {
    if (this.#scenario.afterwards !== "operator-gets-certificate-keys") return;
    for (const { owner, pkcs8 } of this.chronicle.all("private-key")) {
      this.chronicle.note({ kind: "operator-given", owner, what: "certificate-private-key", pkcs8 });
    }
    if (this.#rsaIdentity)
      await this.#within("conductor", "record the contrast", this.#recordContrast(this.#rsaIdentity));
  }

  /** What a stolen key is worth where it decrypts instead of signing. */
  async #recordContrast(identity: Promise<RsaIdentity>): Promise<void> {
    const canary = `canary-contrast-${randomBytes(16).toString("hex")}`;
    const contrast = await recordRsaKeyTransport(identity, canary, this.#options.deadlineMs);
    this.chronicle.note(contrastFact(contrast, canary));
  }

  #content(step: Extract<Step, { step: "say" }>): Buffer {
    let text = step.content;
    if (step.canary !== undefined) {
      const value = `canary-${step.canary}-${randomBytes(16).toString("hex")}`;
      this.chronicle.note({ kind: "canary-made", name: step.canary, value });
      text = text.replace("{canary}", value);
    }
    const content = Buffer.from(text);
    return step.bytes === undefined || step.bytes <= content.length
      ? content
      : Buffer.concat([content, Buffer.alloc(step.bytes - content.length, "padding ")]);
  }

  /** How the two persons compare, out of band or over the call. */
  async #compare({ method, over }: Extract<Step, { step: "compare" }>): Promise<void> {
    if (over !== undefined) return this.#compareOverCall(method, over);
    if (method === "committed-code-16") await this.#exchangeCodes();
    const readings = await this.#each(async (peer) => {
      const { value = "" } = await this.#within(
        peer,
        "read aloud",
        this.cast.order(peer, { order: "read-aloud", method }),
      );
      return value;
    });
    // The out-of-band channel: what each person reads aloud reaches the other, and nobody in between.
    await this.#each((peer) => {
      const from = counterpartOf(peer);
      const heard = readings[from];
      this.chronicle.note({ kind: "passed-out-of-band", from, to: peer, method, value: heard });
      return this.#within(peer, "compare", this.cast.order(peer, { order: "listen", method, heard }));
    });
  }

  async #compareOverCall(method: string, channel: string): Promise<void> {
    const mark = this.chronicle.mark();
    for (const order of ["listen-over-call", "tell-over-call"] as const) {
      await this.#each((peer) =>
        this.#within(peer, "compare over the call", this.cast.order(peer, { order, method, channel })),
      );
    }
    await this.#each((peer) =>
      this.#within(peer, "hear the other peer's reading", this.chronicle.when(mark, peer, "compared", 1)),
    );
  }

  /** An exchange that fails raises an alarm instead of yielding a code. */
  async #exchangeCodes(): Promise<void> {
    const mark = this.chronicle.mark();
    const channel = COMPARISON_CHANNEL;
    await this.#within(
      "bob",
      "await a commitment",
      this.cast.order("bob", { order: "exchange-codes", channel, role: "responder" }),
    );
    await this.#within(
      "alice",
      "commit",
      this.cast.order("alice", { order: "exchange-codes", channel, role: "committer" }),
    );
    await this.#each((peer) => {
      const ends = (["code-exchanged", "alarm"] as const).map((kind) =>
        this.chronicle.when(mark, peer, kind, 1),
      );
      return this.#within(peer, "finish the code exchange", Promise.race(ends));
    });
  }

  /** The same of both peers, side by side. */
  async #each<T>(act: (peer: PeerName) => Promise<T>): Promise<Record<PeerName, T>> {
    const [alice, bob] = await Promise.all([act("alice"), act("bob")]);
    return { alice, bob };
  }

  /** Waits for one actor in one step, but not longer than the deadline, nor after the run has failed. */
  async #within<T>(actor: EndName | ActorName, step: string, wait: Promise<T>): Promise<T> {
    const timer = new AbortController();
    const { deadlineMs } = this.#options;
    const late = sleep(deadlineMs, undefined, { signal: timer.signal }).then(() => {
      throw new HarnessError("deadline", `${actor} did not ${step} within ${deadlineMs / 1000} s`);
    });
    late.catch(() => undefined);
    try {
      return await Promise.race([wait, late, this.#failure]);
    } finally {
      timer.abort();
    }
  }
}
