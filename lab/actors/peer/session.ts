import type { CallContext, Defence, Refusal } from "../../../src/defences/defence.ts";
import { formatCandidate, mapCandidate, parseCandidate } from "../../../src/sdp/candidate.ts";
import type { AlarmCode } from "../../../src/trace/alarmCode.ts";
import type { FactOf } from "../../../src/trace/events.ts";
import type { FactListener } from "../actor.ts";
import { messageContent } from "../messageContent.ts";
import { parseReceivedSignal, type ReceivedSignal, type Signal } from "../signalling.ts";
import { CallDefences } from "./callDefences.ts";
import { Coins } from "./coins.ts";
import type {
  ChannelSettings,
  CompletedHandshake,
  DeliveredCertificate,
  Description,
  Endpoint,
  EndpointListener,
  FailedLink,
  IceCandidate,
} from "./endpoint.ts";

/** The peer's connection to the signalling server, once it has joined a room. */
export interface Signalling {
  send(raw: string): void;
  /** Takes every frame from now on, in order, and those that came before anybody listened. */
  listen(onFrame: (raw: string) => void): void;
  close(): void;
}

export interface SessionSettings extends Pick<CallContext, "me" | "session" | "identityKeys" | "remembered"> {
  readonly defences: readonly Defence[];
  /** Opened by the caller. What crosses a quiet one is not reported as it happens. */
  readonly channels: readonly (ChannelSettings & { readonly quiet?: true | undefined })[];
  /** The address that this peer advertises: its port on the network's outside. */
  readonly publicPort: number;
}

interface SessionPorts {
  readonly signalling: Signalling;
  readonly openEndpoint: (listener: EndpointListener) => Endpoint;
  readonly report: FactListener;
}

/**
 * One call of one peer, without the stack: its signalling, its defences and alarms, what it sends and reports. The
 * link counts as connected only when the stack, the guards and the defences agree; its end state is reported once.
 */
export class Session {
  readonly coins: Coins;
  /** The certificate (DER) that DTLS delivered, and that the stack and this peer's guards accepted. */
  deliveredCertificate: Uint8Array | undefined;
  /** The code that a committed exchange ended with. */
  agreedCode: string | undefined;
  readonly #settings: SessionSettings;
  readonly #signalling: Signalling;
  readonly #report: FactListener;
  readonly #defences: CallDefences;
  readonly #endpoint: Endpoint;
  readonly #openChannels = new Set<string>();
  /** Takes the text that arrives on a channel, which is reported all the same. */
  readonly #textListeners = new Map<string, (text: string) => void>();
  /** The DTLS master secret, hexadecimal. Honest client code has no use for it. */
  #sessionSecret: string | undefined;
  #linkDecided = false;
  #alarmed = false;
  #ended = false;
  /** Signals are handled one after the other: a candidate must not overtake its description. */
  #signals: Promise<void> = Promise.resolve();

  constructor(settings: SessionSettings, { signalling, openEndpoint, report }: SessionPorts) {
    this.#settings = settings;
    this.#signalling = signalling;
    this.#report = report;
    this.coins = new Coins(report);
    this.#defences = new CallDefences(settings.defences, settings);
    this.#endpoint = openEndpoint({
      onCandidate: (candidate) => this.#advertise(candidate),
      onState: (of, state) => report({ kind: "state", owner: settings.me, of, state }),
      onHandshake: (handshake) => this.#judge(handshake),
      onLinkFailed: (failure) => this.#fail(failure),
      onChannelOpen: (channel) => {
        this.#openChannels.add(channel);
        report({ kind: "channel-open", channel });
      },
      onMessage: (channel, content) => this.#receive(channel, content),
    });
    signalling.listen((raw) => this.#onFrame(raw));
  }

  /** The certificate to know the other person by in the next call. None from a call that ended in an alarm: it may be the attacker's. */
  get trustedCertificate(): Uint8Array | undefined {
    return this.#alarmed ? undefined : this.deliveredCertificate;
  }

  async dial(): Promise<void> {
    const sdp = await this.#endpoint.createOffer(this.#settings.channels);
    await this.#describe({ type: "offer", sdp });
  }

  /** Sends one message. Resolves with "hung-up", and sends nothing, once this peer has ended the call. */
  async say(label: string, type: "text" | "binary", content: Buffer): Promise<"sent" | "hung-up"> {
    if (this.#ended) return "hung-up";
    this.#requireOpen(label);
    this.#report({ kind: "message-sent", channel: label, ...messageContent(type, content) });
    await this.#endpoint.send(label, type === "text" ? content.toString("utf8") : content);
    return "sent";
  }

  /** Sends the text that a coin chose, and does not report it. */
  async tossCoin(label: string, texts: readonly [string, string]): Promise<void> {
    this.#requireOpen(label);
    await this.#endpoint.send(label, this.coins.toss(label, texts));
  }

  /** What malicious client code can do at any time: it holds the key that protects its own user. */
  leakSessionSecret(): void {
    if (this.#sessionSecret === undefined) throw new Error("there is no session secret yet");
    this.#signal({ type: "telemetry", value: this.#sessionSecret });
    this.#report({ kind: "secret-leaked", to: "server" });
  }

  async sendText(label: string, text: string): Promise<void> {
    await this.say(label, "text", Buffer.from(text));
  }

  onText(label: string, listener: ((text: string) => void) | undefined): void {
    if (listener) this.#textListeners.set(label, listener);
    else this.#textListeners.delete(label);
  }

  /** Something is wrong with this call: raises an alarm and hangs up. */
  alarm(code: AlarmCode, message: string): void {
    this.#alarmed = true;
    this.#report({ kind: "alarm", code, message });
    this.#signal({ type: "bye" });
    this.end(code);
  }

  /** Hangs up. Does nothing when this peer has hung up already. */
  end(because: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#decideLink({ state: "pending", reason: "hung-up" });
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

  /** The network's outside port stands in for this peer's own socket, as behind a 1:1 NAT. */
  #advertise({ candidate, sdpMid, sdpMLineIndex }: IceCandidate): void {
    const own = parseCandidate(candidate);
    this.#report({ kind: "socket-opened", owner: this.#settings.me, port: own.port });
    const outside = { address: "127.0.0.1", port: this.#settings.publicPort };
    const mapped = formatCandidate(mapCandidate(own, outside));
    this.#signal({
      type: "candidate",
      candidate: mapped,
      ...(sdpMid !== undefined && { sdpMid }),
      ...(sdpMLineIndex !== undefined && { sdpMLineIndex }),
    });
    this.#report({ kind: "candidate-sent", candidate: mapped });
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
      this.#decideLink({ state: "aborted", reason: "refused-by-defence" });
      this.alarm(refusal.code, refusal.message);
      return false;
    }
    await this.#endpoint.setRemoteDescription({ type, sdp });
    return true;
  }

  #judge({ delivered, possession, secrets }: CompletedHandshake): void {
    const { me } = this.#settings;
    this.deliveredCertificate = delivered?.certificate;
    this.#sessionSecret = secrets?.entries.find(({ label }) => label === "CLIENT_RANDOM")?.value;
    if (delivered) this.#reportDelivered(delivered);
    if (secrets) this.#report({ kind: "session-secrets", owner: me, ...secrets });
    if (possession?.kind === "refuted") {
      const { code, message } = possession;
      this.#report({ kind: "possession-checked", result: "refuted", code });
      this.#decideLink({ state: "aborted", reason: "possession-refuted" });
      this.#refuse({ code: "POSSESSION_REFUTED", message });
      return;
    }
    if (possession) this.#report({ kind: "possession-checked", result: "proven" });
    const refusal = this.#defences.delivered(delivered?.certificate);
    if (refusal) {
      this.#decideLink({ state: "aborted", reason: "refused-by-defence" });
      this.#refuse(refusal);
      return;
    }
    this.#decideLink({ state: "connected" });
  }

  #fail({ reason, detail, refused }: FailedLink): void {
    if (this.#linkDecided) return;
    if (refused) this.#reportDelivered(refused);
    this.#decideLink({ state: "failed", reason, ...(detail !== undefined && { detail }) });
  }

  #reportDelivered({ role, certificate }: DeliveredCertificate): void {
    this.#report({
      kind: "certificate-delivered",
      owner: this.#settings.me,
      role,
      certificate: Buffer.from(certificate).toString("base64"),
    });
  }

  /**
   * This peer does not accept the connection. It sends no bye: the other peer has a handshake of its own to
   * judge, and the lab wants both results.
   */
  #refuse({ code, message }: Refusal): void {
    this.#alarmed = true;
    this.#report({ kind: "alarm", code, message });
    this.end(code);
  }

  #decideLink(link: Omit<FactOf<"link">, "kind">): void {
    if (this.#linkDecided) return;
    this.#linkDecided = true;
    this.#report({ kind: "link", ...link });
  }

  #requireOpen(label: string): void {
    if (!this.#openChannels.has(label)) throw new Error(`the channel "${label}" is not open`);
  }

  #receive(channel: string, content: string | Uint8Array): void {
    if (this.#settings.channels.some(({ label, quiet }) => label === channel && quiet === true)) {
      this.coins.receive(channel, String(content));
      return;
    }
    const type = typeof content === "string" ? "text" : "binary";
    this.#report({ kind: "message-received", channel, ...messageContent(type, Buffer.from(content)) });
    this.#textListeners.get(channel)?.(String(content));
  }
}
