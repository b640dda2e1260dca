import { once } from "node:events";
import { createServer, type Server } from "node:http";
import express from "express";
import { type WebSocket, WebSocketServer } from "ws";
import type { PeerName } from "../../../src/trace/parties.ts";
import { MAX_SIGNAL_BYTES, parseSignal, type ServerSignal } from "../signalling.ts";
import { type PeerSignal, Room, type Seat, type SignalInterceptor, type SignalLog } from "./room.ts";
import { tlsServer } from "./tlsServer.ts";

/** What the operator writes down. */
export interface ServerLog extends SignalLog {
  refused(from: PeerName | "stranger", code: string): void;
}

/** Sets up an attack on a room. `tell` lets it say what no peer said. */
export type Interception = (tell: (to: PeerName, signal: PeerSignal) => void) => Promise<SignalInterceptor>;

/**
 * The signalling server: it introduces two peers in a room and forwards what they say, byte for byte, unless
 * the operator attacks the room. It writes down every signal that it gets and sends.
 */
export class SignallingServer {
  readonly #log: ServerLog;
  readonly #rooms = new Map<string, Room>();
  readonly #app = express();
  readonly #entrances: { readonly server: Server; readonly sockets: WebSocketServer }[] = [];

  constructor(log: ServerLog) {
    this.#log = log;
    this.#app.disable("x-powered-by");
    this.#app.get("/", (_request, response) => {
      const rooms = [...this.#rooms.values()].map(({ name, size }) => ({ name, size }));
      response.json({ service: "signalling", rooms });
    });
  }

  /** Opens an entrance on an ephemeral port of the loopback interface. Resolves with its URL. */
  async listen(): Promise<string> {
    return `ws://${await this.#admit(createServer(this.#app))}`;
  }

  /** Opens an entrance that TLS protects. The peers must be told its certificate. */
  async listenOverTls(): Promise<{ url: string; certificate: string }> {
    const { server, certificate } = await tlsServer(this.#app);
    return { url: `wss://${await this.#admit(server)}`, certificate };
  }

  /** Opens a room for two. An attack on it is ready when this resolves. */
  async openRoom(name: string, interception?: Interception): Promise<void> {
    const room = new Room(name, this.#log);
    room.interceptor = await interception?.((to, signal) => room.tell(to, signal));
    this.#rooms.set(name, room);
  }

  /** Cuts every connection. Resolves when no socket is left. */
  async close(): Promise<void> {
    await Promise.all(
      this.#entrances.map(async ({ server, sockets }) => {
        const closed = once(server, "close");
        server.close();
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
        await closed;
      }),
    );
  }

  async #admit(server: Server): Promise<string> {
    // A frame far beyond the limit ends its own connection; one a little beyond it gets an error message.
    const sockets = new WebSocketServer({ server, maxPayload: 16 * MAX_SIGNAL_BYTES });
    sockets.on("connection", (socket) => this.#serve(socket));
    this.#entrances.push({ server, sockets });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no TCP port");
    return `127.0.0.1:${address.port}`;
  }

  /** One WebSocket. Nothing that it sends ends the server: what cannot be used is answered with an error. */
  #serve(socket: WebSocket): void {
    let seat: Seat | undefined;
    let leave: (() => void) | undefined;
    const refuse = (error: Extract<ServerSignal, { type: "error" }>) => {
      this.#log.refused(seat?.name ?? "stranger", error.code);
      socket.send(JSON.stringify(error));
    };
    socket.on("error", () => undefined);
    socket.on("close", () => leave?.());
    socket.on("message", (data, isBinary) => {
      const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer);
      if (isBinary)
        return refuse({ type: "error", code: "malformed", message: "a signal must be a text frame" });
      if (bytes.length > MAX_SIGNAL_BYTES) {
        return refuse({
          type: "error",
          code: "too-large",
          message: `a signal has at most ${MAX_SIGNAL_BYTES} bytes`,
        });
      }
      const raw = bytes.toString("utf8");
      const parsed = parseSignal(raw);
      if (!parsed.ok) return refuse({ type: "error", ...parsed.error });
      const { signal } = parsed;
      if (signal.type === "join") {
        if (seat)
          return refuse({
            type: "error",
            code: "unexpected",
            message: "this connection is in a room already",
          });
        const room = this.#rooms.get(signal.room);
        if (!room) return refuse({ type: "error", code: "no-room", message: "there is no such room" });
        if (!room.isFree(signal.name))
          return refuse({ type: "error", code: "room-full", message: "this place in the room is taken" });
        seat = room.join(signal.name, (text) => socket.send(text));
        leave = () => room.leave(signal.name);
        return undefined;
      }
      if (!seat) return refuse({ type: "error", code: "unexpected", message: "join a room first" });
      const refusal = seat.say(signal, raw);
      return refusal ? refuse({ type: "error", ...refusal }) : undefined;
    });
  }
}
