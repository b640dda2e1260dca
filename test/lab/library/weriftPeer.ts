import type { CallSignal } from "webrtc-mitm-lab";
import { type RTCDataChannel, RTCPeerConnection } from "werift";

interface PeerSettings {
  /** The DTLS role that this peer takes when it answers. Left out: the stack's own choice, the client's. */
  readonly answersAs?: "client" | "server";
  readonly iceLite?: boolean;
  /** Changes a description of this peer's on its way out, as another stack would have written it. */
  readonly written?: (sdp: string) => string;
  /** Holds candidates back and puts them into the description. */
  readonly trickle?: boolean;
}

/** A peer of a test, on werift as it comes, with signals that go where the test says. */
export class WeriftPeer {
  readonly connection: RTCPeerConnection;
  readonly heard: string[] = [];
  readonly channels = new Map<string, RTCDataChannel>();
  readonly #settings: PeerSettings;
  readonly #send: (signal: CallSignal) => void;
  #signals: Promise<void> = Promise.resolve();

  constructor(send: (signal: CallSignal) => void, settings: PeerSettings = {}) {
    this.#send = send;
    this.#settings = settings;
    const { iceLite } = settings;
    this.connection = new RTCPeerConnection({ iceServers: [], ...(iceLite && { iceLite }) });
    this.connection.onDataChannel.subscribe((channel) => this.#use(channel));
    this.connection.onIceCandidate.subscribe((candidate) => {
      if (candidate && settings.trickle !== false)
        send({ type: "candidate", candidate: candidate.candidate });
    });
  }

  open(label: string): RTCDataChannel {
    const channel = this.connection.createDataChannel(label);
    this.#use(channel);
    return channel;
  }

  async offer(): Promise<void> {
    await this.#describe("offer");
  }

  hear(signal: CallSignal): void {
    this.#signals = this.#signals.then(() => this.#obey(signal));
  }

  /** Resolves when that many messages have arrived. */
  async heardAtLeast(count: number): Promise<readonly string[]> {
    await until(
      () => this.heard.length >= count,
      () => `${this.heard.length} of ${count} messages`,
    );
    return this.heard;
  }

  async channelOpen(label: string): Promise<RTCDataChannel> {
    await until(
      () => this.channels.get(label)?.readyState === "open",
      () => `${label} is ${this.channels.get(label)?.readyState}`,
    );
    const channel = this.channels.get(label);
    if (!channel) throw new Error("unreachable");
    return channel;
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  #use(channel: RTCDataChannel): void {
    this.channels.set(channel.label, channel);
    channel.onMessage.subscribe((data) => this.heard.push(`${channel.label}: ${String(data)}`));
  }

  async #obey(signal: CallSignal): Promise<void> {
    if (signal.type === "candidate") {
      await this.connection.addIceCandidate({ candidate: signal.candidate, sdpMLineIndex: 0 });
      return;
    }
    await this.connection.setRemoteDescription(signal);
    if (signal.type === "offer") await this.#describe("answer");
  }

  async #describe(type: "offer" | "answer"): Promise<void> {
    const { connection } = this;
    const { answersAs, written = (sdp) => sdp, trickle } = this.#settings;
    if (type === "answer" && answersAs) for (const dtls of connection.dtlsTransports) dtls.role = answersAs;
    const description = await (type === "offer" ? connection.createOffer() : connection.createAnswer());
    for (const { connection: ice } of connection.iceTransports) delete ice.stunServer;
    if (trickle !== false) this.#send({ type, sdp: written(description.sdp) });
    await connection.setLocalDescription(description);
    if (trickle === false) this.#send({ type, sdp: written(connection.localDescription?.sdp ?? "") });
  }
}

/** @throws Error with the state, when the time is over. */
export async function until(condition: () => boolean, state: () => string, ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`after ${ms} ms: ${state()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
