import { fingerprintsOf } from "../../../../src/sdp/fingerprint.ts";
import type {
  ChannelSettings,
  CompletedHandshake,
  Description,
  Endpoint,
  EndpointListener,
  IceCandidate,
} from "../endpoint.ts";
import type { KeyLogFile } from "./keyLogFile.ts";
import type { PageEvent, TransportStats } from "./pageEvent.ts";

/** The page of a peer, as an endpoint uses it: calls a function of `peer` in it. */
export interface PeerPage {
  call(name: string, ...args: readonly unknown[]): Promise<unknown>;
}

interface BrowserCall {
  readonly page: PeerPage;
  /** Its number in the page. */
  readonly number: number;
  /** Does this candidate of the browser's own stand for the socket that the network attaches? */
  readonly isSocket: (candidate: string) => boolean;
  readonly keyLog: KeyLogFile | undefined;
  /** Told what the browser says of its connection. */
  readonly onStats: (stats: TransportStats) => void;
}

const KEY_LOG_PATIENCE_MS = 2000;

/** An endpoint in a browser's page. Nothing of the browser is guarded or replaced: what it leaves out, it leaves out. */
export class BrowserEndpoint implements Endpoint {
  readonly #call: BrowserCall;
  readonly #listener: EndpointListener;
  #remoteSdp = "";
  #hasSocket = false;
  #closed = Promise.resolve();
  /** What comes before the handshake was judged waits, so that no content overtakes it. */
  #held: PageEvent[] | undefined = [];

  constructor(call: BrowserCall, listener: EndpointListener) {
    this.#call = call;
    this.#listener = listener;
  }

  async createOffer(channels: readonly ChannelSettings[]): Promise<string> {
    return String(await this.#page("offer", channels));
  }

  async createAnswer(): Promise<string> {
    return String(await this.#page("answer"));
  }

  async setLocalDescription(description: Description): Promise<void> {
    await this.#page("local", description);
  }

  async setRemoteDescription(description: Description): Promise<void> {
    this.#remoteSdp = description.sdp;
    await this.#page("remote", description);
  }

  async addRemoteCandidate({ candidate, sdpMid, sdpMLineIndex }: IceCandidate): Promise<void> {
    await this.#page("candidate", {
      candidate,
      // One of the two must be there; the lab's calls have one section.
      ...(sdpMid === undefined ? { sdpMLineIndex: sdpMLineIndex ?? 0 } : { sdpMid }),
    });
  }

  async send(label: string, content: string | Uint8Array): Promise<void> {
    await (typeof content === "string"
      ? this.#page("send", label, "text", content)
      : this.#page("send", label, "binary", Buffer.from(content).toString("base64")));
  }

  close(): void {
    this.#closed = this.#page("close").then(
      () => undefined,
      () => undefined,
    );
  }

  /** Resolves when the page has closed its connection; what that sends is still under way. */
  get closed(): Promise<void> {
    return this.#closed;
  }

  /** Takes the page's events, in their order. */
  hear(event: PageEvent): void {
    if (event.call !== this.#call.number) return;
    switch (event.event) {
      case "candidate":
        this.#candidate(event);
        return;
      case "state":
        this.#listener.onState(event.of, event.state);
        return;
      case "secured":
        void this.#secured(event.stats);
        return;
      case "failed":
        this.#listener.onLinkFailed({
          reason: event.dtls === "failed" ? "dtls-failed" : "ice-failed",
          detail: `ICE ${event.ice}, DTLS ${event.dtls}`,
        });
        return;
      case "open":
      case "message":
        if (this.#held) this.#held.push(event);
        else this.#deliver(event);
    }
  }

  #candidate({ candidate, sdpMid, sdpMLineIndex }: Extract<PageEvent, { event: "candidate" }>): void {
    if (this.#hasSocket || !this.#call.isSocket(candidate)) return;
    this.#hasSocket = true;
    this.#listener.onCandidate({
      candidate,
      ...(typeof sdpMid === "string" && { sdpMid }),
      ...(typeof sdpMLineIndex === "number" && { sdpMLineIndex }),
    });
  }

  async #secured(stats: TransportStats): Promise<void> {
    const secrets = await this.#call.keyLog?.newest(KEY_LOG_PATIENCE_MS);
    this.#call.onStats(stats);
    this.#listener.onHandshake({ ...this.#delivered(stats), ...(secrets && { secrets }) });
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const event of held) this.#deliver(event);
  }

  /**
   * The certificate where the browser shows it. Else the one fingerprint of the description, with which the browser has
   * compared it (RFC 8122 §5); of several nobody knows which one fitted.
   */
  #delivered({ dtlsRole, remoteCertificate }: TransportStats): CompletedHandshake {
    if (remoteCertificate !== undefined && (dtlsRole === "client" || dtlsRole === "server"))
      return { delivered: { role: dtlsRole, certificate: Buffer.from(remoteCertificate, "base64") } };
    const [named, ...more] = fingerprintsOf(this.#remoteSdp).map(({ fingerprint }) => fingerprint);
    return named?.algorithm === "sha-256" && more.length === 0 ? { comparedWith: named } : {};
  }

  #deliver(event: PageEvent): void {
    if (event.event === "open") this.#listener.onChannelOpen(event.label);
    if (event.event !== "message") return;
    const { label, type, content } = event;
    this.#listener.onMessage(label, type === "text" ? content : Buffer.from(content, "base64"));
  }

  #page(name: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.#call.page.call(name, ...args);
  }
}
