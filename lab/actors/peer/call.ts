import { type RTCDataChannel, RTCPeerConnection } from "werift";
import { WebSocket } from "ws";
import type { CallContext, Defence, Refusal } from "../../../src/defences/defence.ts";
import { defenceById } from "../../../src/defences/index.ts";
import { formatCandidate, mapCandidate, parseCandidate } from "../../../src/sdp/candidate.ts";
import type { AlarmCode } from "../../../src/trace/alarmCode.ts";
import type { PeerName } from "../../../src/trace/parties.ts";
import { report } from "../actor.ts";
import { isOnLoopback, withoutDistantCandidates } from "../guards/ice.ts";
import { countOnlyWhatIsInFlight, MAX_MESSAGE_BYTES, sendEmptyMessages } from "../guards/sctp.ts";
import type { LocalCertificate } from "../localCertificate.ts";
import { messageContent } from "../messageContent.ts";
import type { PeerOrder } from "../protocol.ts";
import { parseSignal, type Signal } from "../signalling.ts";
import { SIGNALLING_NAME } from "../signallingName.ts";
import { Coins } from "./coins.ts";
import { Link } from "./link.ts";

type Joining = Omit<Extract<PeerOrder, { order: "join" }>, "counterpartIdentityKey"> &
  Pick<CallContext, "identityKeys" | "remembered"> & {
    readonly name: PeerName;
    readonly certificate: LocalCertificate;
  };

/** One call of one peer: its WebSocket to the server, its RTCPeerConnection, its channels. */
export class Call {
  #socket: WebSocket;
  #connection: RTCPeerConnection;
  #link: Link | undefined;
  #settings: Joining;
  #channels = new Map<string, RTCDataChannel>();
  #alarmed = false;
  #over: string | undefined;
  #defences: readonly Defence[];
  #remoteSdp = "";
  /** Takes the text that arrives on a channel, beside its being reported. */
  #listeners = new Map<string, (text: string) => void>();
  readonly coins = new Coins();
  /** Signals are handled one after the other: a candidate must not overtake its description. */
  #signals: Promise<void> = Promise.resolve();

  /** Opens the WebSocket and joins the room. Resolves when the server has let this peer in. */
  static async join(settings: Joining): Promise<Call> {
    const { trusted } = settings;
    const tls = trusted === undefined ? {} : { ca: trusted, servername: SIGNALLING_NAME };
    const socket = new WebSocket(settings.url, undefined, tls);
    const call = new Call(settings, socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("error", (error) =>
        reject(new Error(`the signalling server cannot be reached: ${error.message}`)),
      );
      socket.once("open", () =>
        socket.send(JSON.stringify({ type: "join", room: settings.room, name: settings.name })),
      );
      socket.once("message", () => resolve());
    });
    if (trusted !== undefined)
      report({ kind: "signalling-over-tls", call: settings.call, server: SIGNALLING_NAME });
    socket.on("message", (data) => call.#hear(String(data)));
    socket.on("error", () => undefined);
    return call;
  }

  private constructor(settings: Joining, socket: WebSocket) {
    this.#settings = settings;
    this.#defences = settings.defences.map(defenceById);
    this.#socket = socket;
    this.#connection = new RTCPeerConnection({
      certificates: [settings.certificate.certificate],
      iceServers: [],
      iceUseIpv6: false,
      iceInterfaceAddresses: { udp4: "127.0.0.1" },
      maxMessageSize: MAX_MESSAGE_BYTES,
    });
    this.#connection.onIceCandidate.subscribe((candidate) => {
      if (candidate?.candidate) this.#advertise(candidate);
    });
    this.#connection.onDataChannel.subscribe((channel) => this.#watch(channel));
  }

  get deliveredCertificate(): Uint8Array | undefined {
    return this.#link?.deliveredCertificate;
  }

  /** The certificate to know the other person by in the next call. None from a call that ended in an alarm: it may be the attacker's. */
  get trustedCertificate(): Uint8Array | undefined {
    return this.#alarmed ? undefined : this.deliveredCertificate;
  }

  async dial(): Promise<void> {
    for (const { label, ordered, maxRetransmits } of this.#settings.channels) {
      this.#watch(
        this.#connection.createDataChannel(label, {
          ...(ordered !== undefined && { ordered }),
          ...(maxRetransmits !== undefined && { maxRetransmits }),
        }),
      );
    }
    const offer = await this.#connection.createOffer();
    this.#guard();
    this.#signal({ type: "offer", sdp: this.#defended("offer", offer.sdp) });
    await this.#connection.setLocalDescription(offer);
  }

  /** Sends one message. Returns "hung-up", and sends nothing, once this peer has ended the call. */
  say(label: string, type: "text" | "binary", content: Buffer): "sent" | "hung-up" {
    if (this.#over !== undefined) return "hung-up";
    const channel = this.#openChannel(label);
    report({ kind: "message-sent", channel: label, ...messageContent(type, content) });
    channel.send(type === "text" ? content.toString("utf8") : content);
    return "sent";
  }

  /** Sends the text that a coin chose, and does not report it. */
  tossCoin(label: string, texts: readonly [string, string]): void {
    this.#openChannel(label).send(this.coins.toss(label, texts));
  }

  /** What malicious client code can do at any time: it holds the key that protects its own user. */
  leakSessionSecret(): void {
    const { sessionSecret } = this.#link ?? {};
    if (sessionSecret === undefined) throw new Error("there is no session secret yet");
    this.#signal({ type: "telemetry", value: sessionSecret });
    report({ kind: "secret-leaked", to: "server" });
  }

  sendText(label: string, text: string): void {
    this.say(label, "text", Buffer.from(text));
  }

  onText(label: string, listener: ((text: string) => void) | undefined): void {
    if (listener) this.#listeners.set(label, listener);
    else this.#listeners.delete(label);
  }

  /** Something is wrong with this call: says so and hangs up. */
  alarm(code: AlarmCode, message: string): void {
    this.#alarmed = true;
    report({ kind: "alarm", code, message });
    this.#signal({ type: "bye" });
    this.end(code);
  }

  /**
   * This peer does not accept the connection. It says no goodbye: the other peer has a handshake of its own to
   * judge, and the lab wants both verdicts.
   */
  #refuse(code: AlarmCode, message: string): void {
    this.#alarmed = true;
    report({ kind: "alarm", code, message });
    this.end(code);
  }

  end(because: string): void {
    if (this.#over !== undefined) return;
    this.#over = because;
    this.#link?.settle("pending");
    report({ kind: "hung-up", because });
    // Not awaited: werift takes half a second to close, and nothing of the play depends on it.
    void this.#connection.close();
    this.#socket.close();
  }

  #guard(): void {
    const [transport] = this.#connection.dtlsTransports;
    const sctp = this.#connection.sctpTransport?.sctp;
    if (!transport || !sctp) throw new Error("the connection has no transport");
    sendEmptyMessages(sctp);
    countOnlyWhatIsInFlight(sctp);
    const { name, dangerSkipNonceGuard = false } = this.#settings;
    this.#link = new Link(name, transport, {
      dangerSkipNonceGuard,
      accept: (certificate) => this.#refusalOf(certificate),
      refuse: (code, message) => this.#refuse(code, message),
    });
  }

  #context(type: "offer" | "answer"): CallContext {
    const { name, room, identityKeys, remembered } = this.#settings;
    return { me: name, session: room, type, identityKeys, remembered };
  }

  #defended(type: "offer" | "answer", bare: string): string {
    return this.#defences.reduce((sdp, { outgoing }) => outgoing?.(sdp, this.#context(type)) ?? sdp, bare);
  }

  /** A description that a defence refuses is not even applied: DTLS does not begin. */
  #accepts({ type, sdp }: { type: "offer" | "answer"; sdp: string }): boolean {
    this.#remoteSdp = sdp;
    const refusal = firstOf(this.#defences, ({ incoming }) => incoming?.(sdp, this.#context(type)));
    if (!refusal) return true;
    if (this.#link) this.#link.settle("aborted");
    else report({ kind: "link", state: "aborted" });
    this.alarm(refusal.code, refusal.message);
    return false;
  }

  #refusalOf(certificate: Uint8Array): Refusal | undefined {
    const call = { ...this.#context("answer"), remoteSdp: this.#remoteSdp };
    return firstOf(this.#defences, ({ delivered }) => delivered?.(certificate, call));
  }

  /** The network's outside port stands in for this peer's own socket, as behind a 1:1 NAT. */
  #advertise(candidate: { candidate: string; sdpMid?: string; sdpMLineIndex?: number }): void {
    const own = parseCandidate(candidate.candidate);
    report({ kind: "socket-opened", owner: this.#settings.name, port: own.port });
    const mapped = formatCandidate(
      mapCandidate(own, { address: "127.0.0.1", port: this.#settings.publicPort }),
    );
    const { sdpMid, sdpMLineIndex } = candidate;
    this.#signal({
      type: "candidate",
      candidate: mapped,
      ...(sdpMid !== undefined && { sdpMid }),
      ...(sdpMLineIndex !== undefined && { sdpMLineIndex }),
    });
    report({ kind: "candidate-sent", candidate: mapped });
  }

  #signal(signal: Signal): void {
    if (signal.type === "offer" || signal.type === "answer") {
      report({ kind: "description-sent", type: signal.type, sdp: signal.sdp });
    }
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(signal));
  }

  #hear(raw: string): void {
    const parsed = parseSignal(raw);
    // The rest is the server's own talk (who joined, who left, errors); the play does not depend on it.
    if (!parsed.ok) return;
    const { signal } = parsed;
    this.#signals = this.#signals
      .then(() => this.#obey(signal))
      .catch((error: unknown) =>
        this.alarm("SIGNAL_UNUSABLE", error instanceof Error ? error.message : String(error)),
      );
  }

  async #obey(signal: Signal): Promise<void> {
    if (this.#over !== undefined) return;
    switch (signal.type) {
      case "offer": {
        report({ kind: "description-received", type: "offer", sdp: signal.sdp });
        if (!this.#accepts(signal)) return;
        await this.#connection.setRemoteDescription({ ...signal, sdp: withoutDistantCandidates(signal.sdp) });
        this.#guard();
        const answer = await this.#connection.createAnswer();
        this.#signal({ type: "answer", sdp: this.#defended("answer", answer.sdp) });
        await this.#connection.setLocalDescription(answer);
        return;
      }
      case "answer":
        report({ kind: "description-received", type: "answer", sdp: signal.sdp });
        if (!this.#accepts(signal)) return;
        await this.#connection.setRemoteDescription({ ...signal, sdp: withoutDistantCandidates(signal.sdp) });
        return;
      case "candidate":
        report({ kind: "candidate-received", candidate: signal.candidate });
        if (!isOnLoopback(signal.candidate)) return;
        await this.#connection.addIceCandidate({
          candidate: signal.candidate,
          sdpMid: signal.sdpMid ?? null,
          sdpMLineIndex: signal.sdpMLineIndex ?? null,
        });
        return;
      case "bye":
        this.end("the other peer said bye");
        return;
      case "join":
      case "telemetry":
        return;
    }
  }

  #openChannel(label: string): RTCDataChannel {
    const channel = this.#channels.get(label);
    if (channel?.readyState !== "open") throw new Error(`the channel "${label}" is not open`);
    return channel;
  }

  #watch(channel: RTCDataChannel): void {
    this.#channels.set(channel.label, channel);
    const opened = () => report({ kind: "channel-open", channel: channel.label });
    if (channel.readyState === "open") opened();
    else channel.stateChanged.subscribe((state) => state === "open" && opened());
    const quiet = this.#settings.channels.some((spec) => spec.label === channel.label && spec.quiet === true);
    channel.onMessage.subscribe((data) => {
      if (quiet) {
        this.coins.hear(channel.label, String(data));
        return;
      }
      const type = typeof data === "string" ? "text" : "binary";
      report({
        kind: "message-received",
        channel: channel.label,
        ...messageContent(type, Buffer.from(data)),
      });
      this.#listeners.get(channel.label)?.(String(data));
    });
  }
}

function firstOf<T>(defences: readonly Defence[], find: (defence: Defence) => T | undefined): T | undefined {
  for (const defence of defences) {
    const found = find(defence);
    if (found !== undefined) return found;
  }
  return undefined;
}
