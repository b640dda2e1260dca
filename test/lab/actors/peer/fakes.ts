import type {
  ChannelSettings,
  Description,
  Endpoint,
  EndpointListener,
  IceCandidate,
} from "../../../../lab/actors/peer/endpoint.ts";
import type { Signalling } from "../../../../lab/actors/peer/session.ts";

/** A stack that does nothing by itself: it keeps what it was asked for, and says what the test has it say. */
export class FakeEndpoint implements Endpoint {
  readonly asked: unknown[][] = [];
  closed = 0;
  /** Until it resolves, no remote description is applied. */
  applying: Promise<void> = Promise.resolve();
  readonly listener: EndpointListener;

  constructor(listener: EndpointListener) {
    this.listener = listener;
  }

  async createOffer(channels: readonly ChannelSettings[]): Promise<string> {
    this.asked.push(["createOffer", channels.map(({ label }) => label)]);
    return "v=0 own offer";
  }

  async createAnswer(): Promise<string> {
    this.asked.push(["createAnswer"]);
    return "v=0 own answer";
  }

  async setLocalDescription({ type, sdp }: Description): Promise<void> {
    this.asked.push(["setLocalDescription", type, sdp]);
  }

  async setRemoteDescription({ type, sdp }: Description): Promise<void> {
    await this.applying;
    this.asked.push(["setRemoteDescription", type, sdp]);
  }

  async addRemoteCandidate({ candidate }: IceCandidate): Promise<void> {
    this.asked.push(["addRemoteCandidate", candidate]);
  }

  async send(label: string, content: string | Uint8Array): Promise<void> {
    this.asked.push(["send", label, content]);
  }

  close(): void {
    this.closed += 1;
  }
}

/** A signalling connection whose other end is the test. */
export class FakeSignalling implements Signalling {
  readonly sent: unknown[] = [];
  closed = false;
  #onFrame: (raw: string) => void = () => undefined;

  send(raw: string): void {
    this.sent.push(JSON.parse(raw));
  }

  listen(onFrame: (raw: string) => void): void {
    this.#onFrame = onFrame;
  }

  close(): void {
    this.closed = true;
  }

  /** The server sends this peer a signal. */
  deliver(signal: object | string): void {
    this.#onFrame(typeof signal === "string" ? signal : JSON.stringify(signal));
  }
}

/** Lets everything that waits for nothing outside happen. */
export const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
