import type { CallContext, Defence } from "../../../src/defences/defence.ts";
import type { Exporter } from "../../../src/dtls/crypto/exporter.ts";
import type { ClientCode } from "../../../src/scenario.ts";
import { formatCandidate, mapCandidate, parseCandidate } from "../../../src/sdp/candidate.ts";
import type { Fingerprint } from "../../../src/sdp/fingerprint.ts";
import type { AlarmCode } from "../../../src/trace/alarmCode.ts";
import type { FactListener } from "../actor.ts";
import { parseReceivedSignal, type ReceivedSignal, type Signal } from "../signalling.ts";
import { CallDefences } from "./callDefences.ts";
import { Channels, type SessionChannel } from "./channels.ts";
import type { Coins } from "./coins.ts";
import type { Description, Endpoint, EndpointListener, IceCandidate } from "./endpoint.ts";
import { Link } from "./link.ts";

/** The peer's connection to the signalling server, once it has joined a room. */
export interface Signalling {
  send(raw: string): void;
  /** Takes every frame from now on, in order, and those that came before anybody listened. */
  listen(onFrame: (raw: string) => void): void;
  close(): void;
}

export interface SessionSettings
  extends Pick<CallContext, "me" | "session" | "identityKeys" | "agreementKeys" | "remembered"> {
  readonly defences: readonly Defence[];
  /** Opened by the caller. */
  readonly channels: readonly SessionChannel[];
  /** The address that this peer advertises: its port on the network's outside. */
  readonly publicPort: number;
  /** Left out: 127.0.0.1. */
  readonly doorAddress?: string | undefined;
  readonly clientCode?: ClientCode | undefined;
}

interface SessionPorts {
  readonly signalling: Signalling;
  readonly openEndpoint: (listener: EndpointListener) => Endpoint;
  readonly report: FactListener;
}

/**
 * One call of one peer, without the stack: its signalling, its defences and alarms, its link and its channels.
 */
export class Session {
  readonly #settings: SessionSettings;
  readonly #signalling: Signalling;
  readonly #report: FactListener;
  readonly #defences: CallDefences;
  readonly #endpoint: Endpoint;
  readonly #link: Link;
  readonly #channels: Channels;
  /** The ports of the sockets that were signalled. */
  readonly #advertised = new Set<number>();
  #alarmed = false;
  #ended = false;
  /** Signals are handled one after the other: a candidate must not overtake its description. */
  #signals: Promise<void> = Promise.resolve();

  constructor(settings: SessionSettings, { signalling, openEndpoint, report }: SessionPorts) {
    this.#settings = settings;
    this.#signalling = signalling;
    this.#report = report;
    this.#defences = new CallDefences(settings.defences, settings, report);
    this.#link = new Link({ owner: settings.me, defences: this.#defences, report });
    this.#channels = new Channels(settings.channels, {
      report,
      sealed: this.#defences.sealed,
      refuse: ({ code, message }) => this.alarm(code, message),
    });
    this.#endpoint = openEndpoint({
      onCandidate: (candidate) => this.#advertise(candidate),
      onState: (of, state) => report({ kind: "state", owner: settings.me, of, state }),
      onHandshake: (handshake) => {
        const refusal = this.#link.judge(handshake);
        // No bye: the other peer has a handshake of its own to judge, and the lab wants both results.
        if (refusal) this.#raise(refusal.code, refusal.message);
      },
      onLinkFailed: (failure) => this.#link.fail(failure),
      onChannelOpen: (channel) => this.#channels.opened(channel),
      onMessage: (channel, content) => this.#channels.receive(channel, content),
    });
    signalling.listen((raw) => this.#onFrame(raw));
  }

  /** How this peer's coins fell, and the other's as they arrived here. */
  get coins(): Coins {
    return this.#channels.coins;
  }

  /** The certificate (DER) that DTLS delivered, and that the stack accepted. */
  get deliveredCertificate(): Uint8Array | undefined {
    return this.#link.deliveredCertificate;
  }

  get deliveredFingerprint(): Fingerprint | undefined {
    return this.#link.deliveredFingerprint;
  }

  /** Derives further secrets from this call's DTLS session. */
  get exporter(): Exporter | undefined {
    return this.#link.exporter;
  }

  /** The certificate to know the other person by in the next call. None from a call that ended in an alarm: it may be the attacker's. */
  get trustedCertificate(): Uint8Array | undefined {
    return this.#alarmed ? undefined : this.deliveredCertificate;
  }

  async dial(): Promise<void> {
    const sdp = await this.#endpoint.createOffer(this.#settings.channels);
    await this.#describe({ type: "offer", sdp });
  }

  /** Makes another offer in the call. Resolves with "hung-up", and does nothing, once this peer has ended the call. */
  async reOffer(): Promise<"offered" | "hung-up"> {
    if (this.#ended) return "hung-up";
    await this.#describe({ type: "offer", sdp: await this.#endpoint.createOffer([]) });
    return "offered";
  }

  /** Sends one message. Resolves with "hung-up", and sends nothing, once this peer has ended the call. */
  async say(label: string, type: "text" | "binary", content: Buffer): Promise<"sent" | "hung-up"> {
    if (this.#ended) return "hung-up";
    await this.#channels.send(this.#endpoint, label, type, content);
    if (this.#settings.clientCode === "tells-the-server") this.#tellTheServer(label, content);
    return "sent";
  }

  /** Sends the text that a coin chose, and does not report it. */
  tossCoin(label: string, texts: readonly [string, string]): Promise<void> {
    return this.#channels.tossCoin(this.#endpoint, label, texts);
  }

  /** What malicious client code can do at any time: it holds the key that protects its own user. */
  leakSessionSecret(): void {
    const { sessionSecret } = this.#link;
    if (sessionSecret === undefined) throw new Error("there is no session secret yet");
    this.#signal({ type: "telemetry", value: sessionSecret });
    this.#report({ kind: "secret-leaked", to: "server" });
  }

  /** What malicious client code can do without any key: it has what its user types before anything is encrypted. */
  #tellTheServer(channel: string, content: Buffer): void {
    this.#signal({ type: "telemetry", value: content.toString("utf8") });
    this.#report({ kind: "content-told", to: "server", channel });
  }

  /** As `say`, for what a program of this peer sends by itself. @throws Error when the channel is not open. */
  sendText(label: string, text: string): void {
    if (!this.#ended) void this.#channels.send(this.#endpoint, label, "text", Buffer.from(text));
  }

  onText(label: string, listener: ((text: string) => void) | undefined): void {
    this.#channels.onText(label, listener);
  }

  /** Something is wrong with this call: raises an alarm and hangs up. */
  alarm(code: AlarmCode, message: string): void {
    this.#raise(code, message, { bye: true });
  }

  /** Hangs up. Does nothing when this peer has hung up already. */
  end(because: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#link.decide({ state: "pending", reason: "hung-up" });
    this.#report({ kind: "hung-up", because });
    this.#endpoint.close();
    this.#signalling.close();
  }

  /** The signal comes before the description is applied: applying it begins to gather candidates. */
  async #describe({ type, sdp }: Description): Promise<void> {
    const defended = this.#defences.outgoing(type, sdp);
    this.#report({ kind: "description-sent", type, sdp: defended });
    this.#signal({ type, sdp: defended });
    await this.#endpoint.setLocalDescription({ type, sdp });
  }

  /** Signals the network's public port instead of this peer's own socket, as behind a 1:1 NAT. */
  #advertise({ candidate, sdpMid, sdpMLineIndex }: IceCandidate): void {
    const own = parseCandidate(candidate);
    // A stack may offer the candidates of the call again with each offer.
    if (this.#advertised.has(own.port)) return;
    this.#advertised.add(own.port);
    const { address, port } = own;
    this.#report({
      kind: "socket-opened",
      owner: this.#settings.me,
      port,
      ...(address !== "127.0.0.1" && { address }),
    });
    const { doorAddress = "127.0.0.1", publicPort } = this.#settings;
    const outside = { address: doorAddress, port: publicPort };
    const mapped = formatCandidate(mapCandidate(own, outside));
    this.#report({ kind: "candidate-sent", candidate: mapped });
    this.#signal({
      type: "candidate",
      candidate: mapped,
      ...(sdpMid !== undefined && { sdpMid }),
      ...(sdpMLineIndex !== undefined && { sdpMLineIndex }),
    });
  }

  #signal(signal: Signal): void {
    this.#signalling.send(JSON.stringify(signal));
  }

  #onFrame(raw: string): void {
    const parsed = parseReceivedSignal(raw);
    // The server may be hostile: what is not a signal is ignored.
    if (!parsed.ok) return;
    const { signal } = parsed;
    this.#signals = this.#signals
      .then(() => this.#handle(signal))
      .catch((error: unknown) =>
        this.alarm("SIGNAL_UNUSABLE", error instanceof Error ? error.message : String(error)),
      );
  }

  async #handle(signal: ReceivedSignal): Promise<void> {
    if (this.#ended) return;
    switch (signal.type) {
      case "offer":
        if (!(await this.#apply(signal))) return;
        await this.#describe({ type: "answer", sdp: await this.#endpoint.createAnswer() });
        return;
      case "answer":
        await this.#apply(signal);
        return;
      case "candidate":
        this.#report({ kind: "candidate-received", candidate: signal.candidate });
        await this.#endpoint.addRemoteCandidate(signal);
        return;
      case "bye":
        this.end("the other peer said bye");
        return;
      // The server's own signals, and those that no peer receives: the call does not depend on them.
      case "join":
      case "joined":
      case "peer-joined":
      case "peer-left":
      case "error":
      case "credentials":
      case "telemetry":
        return;
    }
  }

  /** A description that a defence refuses is not even applied: DTLS does not begin. */
  async #apply({ type, sdp }: Description): Promise<boolean> {
    this.#report({ kind: "description-received", type, sdp });
    const refusal = this.#defences.incoming(type, sdp);
    if (refusal) {
      this.#link.decide({ state: "aborted", reason: "refused-by-defence" });
      this.alarm(refusal.code, refusal.message);
      return false;
    }
    await this.#endpoint.setRemoteDescription({ type, sdp });
    return true;
  }

  #raise(code: AlarmCode, message: string, { bye = false } = {}): void {
    this.#alarmed = true;
    this.#report({ kind: "alarm", code, message });
    if (bye) this.#signal({ type: "bye" });
    this.end(code);
  }
}
