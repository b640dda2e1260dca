import { WebSocket } from "ws";
import { MAX_SIGNAL_BYTES, parseSignal, type Signal, type SignalError } from "../signalling.ts";

/*
 * What one connection may ask of the server. A call of two peers takes about twenty signals and reads each at once.
 */
/** In one second. */
const MAX_FRAMES = 500;
const MAX_ERRORS = 100;
/** Sent to a client that does not read. */
const MAX_UNREAD_BYTES = 4 << 20;

export type Refusal = Omit<SignalError, "code"> & { readonly code: SignalError["code"] | "too-large" };

interface ConnectionListener {
  /** Takes one signal. Returns why not, if it cannot be used. */
  signal(signal: Signal, raw: string): Refusal | undefined;
  refused(code: string): void;
  closed(): void;
}

/** RFC 6455 §7.4.1: the client broke a rule of this server. */
const POLICY_VIOLATION = 1008;

/**
 * One WebSocket to the signalling server. Nothing that it sends ends the server: what cannot be used is answered with an
 * error, and a client that sends too much, or reads too little, loses its own connection and nobody else's.
 */
export class Connection {
  readonly #socket: WebSocket;
  readonly #listener: ConnectionListener;
  #errors = 0;
  #frames = 0;
  #second = 0;

  constructor(socket: WebSocket, listener: ConnectionListener) {
    this.#socket = socket;
    this.#listener = listener;
    socket.on("error", () => undefined);
    socket.on("close", () => listener.closed());
    socket.on("message", (data, isBinary) => this.#onFrame(asBytes(data), isBinary));
  }

  send(text: string): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    this.#socket.send(text);
    // It would not read a reason either.
    if (this.#socket.bufferedAmount > MAX_UNREAD_BYTES) {
      this.#listener.refused("unread");
      this.#socket.terminate();
    }
  }

  #onFrame(bytes: Buffer, isBinary: boolean): void {
    // What was received before the connection was ended can still come.
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    if (this.#isTooMany()) {
      this.#end("too-many-signals");
      return;
    }
    const refusal = this.#take(bytes, isBinary);
    if (!refusal) return;
    this.#listener.refused(refusal.code);
    this.send(JSON.stringify({ type: "error", ...refusal }));
    this.#errors += 1;
    if (this.#errors === MAX_ERRORS) this.#end("too-many-errors");
  }

  #take(bytes: Buffer, isBinary: boolean): Refusal | undefined {
    if (isBinary) return { code: "malformed", message: "a signal must be a text frame" };
    if (bytes.length > MAX_SIGNAL_BYTES)
      return { code: "too-large", message: `a signal has at most ${MAX_SIGNAL_BYTES} bytes` };
    const raw = bytes.toString("utf8");
    const parsed = parseSignal(raw);
    return parsed.ok ? this.#listener.signal(parsed.signal, raw) : parsed.error;
  }

  #isTooMany(): boolean {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#second) this.#frames = 0;
    this.#second = second;
    this.#frames += 1;
    return this.#frames > MAX_FRAMES;
  }

  #end(code: string): void {
    this.#listener.refused(code);
    this.#socket.close(POLICY_VIOLATION, code);
  }
}

/** What a frame of `ws` holds, whichever form it comes in. */
export function asBytes(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Array.isArray(data)) return Buffer.concat(data);
  return Buffer.isBuffer(data) ? data : Buffer.from(data);
}
