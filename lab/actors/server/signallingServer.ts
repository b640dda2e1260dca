import { once } from "node:events";
import { createServer, type Server } from "node:http";
import express from "express";
import { type WebSocket, WebSocketServer } from "ws";
import type { PeerName } from "../../../src/trace/parties.ts";
import { MAX_SIGNAL_BYTES, parseSignal, type ServerSignal } from "../signalling.ts";
import { type PeerSignal, Room, type Seat, type SignalInterceptor, type SignalLog } from "./room.ts";
import { tlsServer } from "./tlsServer.ts";

/** What the operator logs. */
export interface ServerLog extends SignalLog {
  refused(from: PeerName | "stranger", code: string): void;
}

/** Sets up an attack on a room. `send` lets it send a peer what the other peer did not. */
export type OpenSignalInterceptor = (
  send: (to: PeerName, signal: PeerSignal) => void,
) => Promise<SignalInterceptor>;

interface RoomSettings {
  readonly openInterceptor?: OpenSignalInterceptor | undefined;
  /** What the server sends a peer of its own right after it joined, if anything. */
  readonly greeting?: (peer: PeerName) => ServerSignal | undefined;
}

interface ServedRoom {
  readonly room: Room;
  readonly greeting: NonNullable<RoomSettings["greeting"]>;
}

/**
 * The signalling server: it introduces two peers in a room and forwards what they send, byte for byte, unless
 * the operator attacks the room. It logs every signal that it receives and sends.
 */
export class SignallingServer {
  readonly #log: ServerLog;
  readonly #rooms = new Map<string, ServedRoom>();
  readonly #app = express();
  readonly #listeners: { readonly server: Server; readonly sockets: WebSocketServer }[] = [];

  constructor(log: ServerLog) {
    this.#log = log;
    this.#app.disable("x-powered-by");
    this.#app.get("/", (_request, response) => {
      const rooms = [...this.#rooms.values()].map(({ room: { name, size } }) => ({ name, size }));
      response.json({ service: "signalling", rooms });
    });
  }

  /** Listens on an ephemeral port of the loopback interface. Resolves with the URL. */
  async listen(): Promise<string> {
    return `ws://${await this.#listenOn(createServer(this.#app))}`;
  }

  /** Listens over TLS. The peers need the certificate. */
  async listenOverTls(): Promise<{ url: string; certificate: string }> {
    const { server, certificate } = await tlsServer(this.#app);
    return { url: `wss://${await this.#listenOn(server)}`, certificate };
  }

  /** Opens a room for two. An attack on it is ready when this resolves. */
  async openRoom(
    name: string,
    { openInterceptor, greeting = () => undefined }: RoomSettings = {},
  ): Promise<void> {
    const room = new Room(name, this.#log);
    room.interceptor = await openInterceptor?.((to, signal) => room.sendTo(to, signal));
    this.#rooms.set(name, { room, greeting });
  }

  /** Lets nobody in any more. Whoever is in the room stays until they leave. */
  closeRoom(name: string): void {
    this.#rooms.delete(name);
  }

  /** Cuts every connection. Resolves when no socket is left. */
  async close(): Promise<void> {
    await Promise.all(
      this.#listeners.map(async ({ server, sockets }) => {
        const closed = once(server, "close");
        server.close();
        for (const socket of sockets.clients) socket.terminate();
        server.closeAllConnections();
        await closed;
      }),
    );
  }

  async #listenOn(server: Server): Promise<string> {
    // A frame far over the limit ends its own connection; one slightly over it gets an error message.
    const sockets = new WebSocketServer({ server, maxPayload: 16 * MAX_SIGNAL_BYTES });
    sockets.on("connection", (socket) => this.#serve(socket));
    this.#listeners.push({ server, sockets });
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
        const { name } = signal;
        const served = this.#rooms.get(signal.room);
        if (!served) return refuse({ type: "error", code: "no-room", message: "there is no such room" });
        const { room, greeting } = served;
        if (!room.isFree(name))
          return refuse({ type: "error", code: "room-full", message: "this place in the room is taken" });
        seat = room.join(name, (text) => socket.send(text));
        leave = () => room.leave(name);
        const own = greeting(name);
        if (own) room.sendTo(name, own);
        return undefined;
      }
      if (!seat) return refuse({ type: "error", code: "unexpected", message: "join a room first" });
      const refusal = seat.send(signal, raw);
      return refusal ? refuse({ type: "error", ...refusal }) : undefined;
    });
  }
}
