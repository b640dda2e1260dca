import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";

const PATIENCE_MS = 8000;

/** One WebSocket to the signalling server, which says exactly what it is told to. It may be hostile. */
export class SignallingPeer {
  readonly socket: WebSocket;
  #heard: string[] = [];
  #hear: () => void = () => undefined;

  static async connect(url: string): Promise<SignallingPeer> {
    const peer = new SignallingPeer(url);
    await once(peer.socket, "open");
    return peer;
  }

  /** Connects and takes a place in a room. */
  static async join(url: string, room: string, name: string): Promise<SignallingPeer> {
    const peer = await SignallingPeer.connect(url);
    peer.say({ type: "join", room, name });
    await peer.hear("joined");
    return peer;
  }

  private constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.on("error", () => undefined);
    this.socket.on("message", (data) => {
      this.#heard.push(String(data));
      this.#hear();
    });
    this.socket.on("close", () => this.#hear());
  }

  /** A value becomes JSON; a string or bytes go as they are. */
  say(signal: string | Uint8Array | object): void {
    const raw = typeof signal === "string" || signal instanceof Uint8Array ? signal : JSON.stringify(signal);
    this.socket.send(raw);
  }

  /** The next frame, as it came. Rejects when the connection ends first, or nothing comes. */
  async next(): Promise<string> {
    const limit = performance.now() + PATIENCE_MS;
    while (this.#heard.length === 0) {
      if (this.socket.readyState === WebSocket.CLOSED) throw new Error("the connection ended");
      const timer = new AbortController();
      const late = sleep(limit - performance.now(), "late", { signal: timer.signal }).catch(() => "in time");
      const heard = new Promise<string>((resolve) => {
        this.#hear = () => resolve("in time");
      });
      const outcome = await Promise.race([heard, late]);
      timer.abort();
      if (outcome === "late") throw new Error(`nothing came for ${PATIENCE_MS} ms`);
    }
    return this.#heard.shift() ?? "";
  }

  /** The next signal of this type; frames before it are passed over. */
  async hear(type: string): Promise<Record<string, unknown>> {
    for (;;) {
      const signal: unknown = JSON.parse(await this.next());
      if (isRecord(signal) && signal.type === type) return signal;
    }
  }

  /** Says something that must be refused, and resolves with the code of the refusal. */
  async refused(signal: string | Uint8Array | object): Promise<unknown> {
    this.say(signal);
    const { code, message } = await this.hear("error");
    if (typeof message !== "string" || message === "") throw new Error("the error has no message");
    return code;
  }

  async leave(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.socket, "close");
    this.socket.close();
    await closed;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
