import { once } from "node:events";
import { createConnection } from "node:net";
import { connect as connectOverTls } from "node:tls";
import { WebSocket } from "ws";
import type { PeerName } from "../../../src/trace/parties.ts";
import { parseReceivedSignal, type ReceivedSignal, type Signal } from "../signalling.ts";
import { SIGNALLING_NAME } from "../signallingName.ts";
import type { Signalling } from "./session.ts";

interface ServerAddress {
  readonly url: string;
  /** The one certificate (PEM) that a server at a wss URL must show. */
  readonly trusted?: string | undefined;
  /** Where the network has the connection arrive, instead of at the server. This peer does not know of it. */
  readonly divertedTo?: number | undefined;
}

/** A WebSocket to the signalling server. Frames that arrive before anybody takes them are kept. */
export class SignallingConnection implements Signalling {
  readonly #socket: WebSocket;
  #waiting: string[] = [];
  #onFrame: ((raw: string) => void) | undefined;

  /** @throws Error when the server cannot be reached, or shows another certificate. */
  static async open({ url, trusted, divertedTo }: ServerAddress): Promise<SignallingConnection> {
    const tls = trusted === undefined ? {} : { ca: trusted, servername: SIGNALLING_NAME };
    const diverted = divertedTo === undefined ? {} : { createConnection: connectTo(divertedTo, trusted) };
    const socket = new WebSocket(url, undefined, { ...tls, ...diverted });
    const connection = new SignallingConnection(socket);
    try {
      await once(socket, "open");
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      const full = why.endsWith(" 503") ? " (strangers hold all its connections)" : "";
      throw new Error(`the signalling server cannot be reached: ${why}${full}`);
    }
    socket.on("error", () => undefined);
    return connection;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data) => {
      const raw = String(data);
      if (this.#onFrame) this.#onFrame(raw);
      else this.#waiting.push(raw);
    });
  }

  /** Resolves when the server has let this peer into the room. @throws Error with the server's reason when it does not. */
  async join(place: {
    readonly room: string;
    readonly seat: string | undefined;
    readonly name: PeerName;
  }): Promise<void> {
    const request: Signal = { type: "join", ...place };
    this.send(JSON.stringify(request));
    await this.expect("joined");
  }

  /** The next frame, which must be a signal of this type. @throws Error when it is another. */
  async expect<T extends ReceivedSignal["type"]>(type: T): Promise<Extract<ReceivedSignal, { type: T }>> {
    const parsed = parseReceivedSignal(await this.#next());
    if (!parsed.ok) throw new Error(`the server sent no "${type}": ${parsed.error.message}`);
    const { signal } = parsed;
    if (isOfType(signal, type)) return signal;
    const why = signal.type === "error" ? signal.message : `it sent "${signal.type}"`;
    throw new Error(`the server sent no "${type}": ${why}`);
  }

  send(raw: string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(raw);
  }

  listen(onFrame: (raw: string) => void): void {
    this.#onFrame = onFrame;
    for (const raw of this.#waiting.splice(0)) onFrame(raw);
  }

  close(): void {
    this.#socket.close();
  }

  #next(): Promise<string> {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) return Promise.resolve(waiting);
    return new Promise((resolve, reject) => {
      this.#socket.once("close", () => reject(new Error("the signalling server closed the connection")));
      this.#onFrame = (raw) => {
        this.#onFrame = undefined;
        resolve(raw);
      };
    });
  }
}

/** Whoever owns the network decides where a connection arrives: the address in it is still the server's. */
function connectTo(port: number, trusted: string | undefined): typeof createConnection {
  const address = { host: "127.0.0.1", port };
  return () =>
    trusted === undefined
      ? createConnection(address)
      : connectOverTls({ ...address, ca: trusted, servername: SIGNALLING_NAME });
}

function isOfType<T extends ReceivedSignal["type"]>(
  signal: ReceivedSignal,
  type: T,
): signal is Extract<ReceivedSignal, { type: T }> {
  return signal.type === type;
}
