import { timingSafeEqual } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Express } from "express";
import { type WebSocket, WebSocketServer } from "ws";
import type { PeerName } from "../../../src/trace/parties.ts";
import { MAX_SIGNAL_BYTES, type ServerSignal, type Signal } from "../signalling.ts";
import { admission } from "./admission.ts";
import { Connection, type Refusal } from "./connection.ts";
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

/** What each peer must show to take its place in a room: known to the peers and the server alone. */
export type SeatSecrets = Readonly<Record<PeerName, string>>;

interface RoomSettings {
  readonly openInterceptor?: OpenSignalInterceptor | undefined;
  /** What the server sends a peer of its own right after it joined, if anything. */
  readonly greeting?: (peer: PeerName) => ServerSignal | undefined;
  /** Left out: whoever knows the room's name may join. */
  readonly seats?: SeatSecrets | undefined;
}

interface ServedRoom {
  readonly room: Room;
  readonly greeting: NonNullable<RoomSettings["greeting"]>;
  readonly seats: SeatSecrets | undefined;
}

/** A run has two; the rest is for users of the library, and bounds what strangers can occupy. */
const MAX_CONNECTIONS = 64;

/**
 * The signalling server: it introduces two peers in a room and forwards what they send, byte for byte, unless
 * the operator attacks the room. It logs every signal that it receives and sends.
 */
export class SignallingServer {
  readonly #log: ServerLog;
  readonly #allowedOrigins: ReadonlySet<string>;
  readonly #rooms = new Map<string, ServedRoom>();
  #app: Promise<Express> | undefined;
  readonly #listeners: { readonly server: Server; readonly sockets: WebSocketServer }[] = [];

  /** @param allowedOrigins the web pages that may connect. Left out: none. */
  constructor(log: ServerLog, { allowedOrigins = [] }: { readonly allowedOrigins?: readonly string[] } = {}) {
    this.#log = log;
    this.#allowedOrigins = new Set(allowedOrigins);
  }

  /** Listens on an ephemeral port of the loopback interface. Resolves with the URL. */
  async listen(): Promise<string> {
    return `ws://${await this.#listenOn(createServer())}`;
  }

  /** Listens over TLS. The peers need the certificate. */
  async listenOverTls(): Promise<{ url: string; certificate: string }> {
    const { server, certificate } = await tlsServer();
    return { url: `wss://${await this.#listenOn(server)}`, certificate };
  }

  /** Opens a room for two. An attack on it is ready when this resolves. */
  async openRoom(
    name: string,
    { openInterceptor, greeting = () => undefined, seats }: RoomSettings = {},
  ): Promise<void> {
    const room = new Room(name, this.#log);
    room.interceptor = await openInterceptor?.((to, signal) => room.sendTo(to, signal));
    this.#rooms.set(name, { room, greeting, seats });
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
    server.maxConnections = 2 * MAX_CONNECTIONS;
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no TCP port");
    const refusalOf = admission(address.port, this.#allowedOrigins);
    server.on("request", (request, response) => {
      const refusal = refusalOf(request);
      if (refusal === undefined) void this.#answer(request, response);
      else response.writeHead(403, { "content-type": "text/plain" }).end(refusal);
    });
    const sockets = new WebSocketServer({
      server,
      // A frame far over the limit ends its own connection; one slightly over it gets an error message.
      maxPayload: 16 * MAX_SIGNAL_BYTES,
      verifyClient: ({ req }, admit) => {
        const refusal = refusalOf(req);
        if (refusal !== undefined) return this.#turnAway(admit, [403, refusal]);
        if (sockets.clients.size >= MAX_CONNECTIONS)
          return this.#turnAway(admit, [503, `${MAX_CONNECTIONS} connections are open already`]);
        return admit(true);
      },
    });
    sockets.on("connection", (socket) => this.#serve(socket));
    this.#listeners.push({ server, sockets });
    return `127.0.0.1:${address.port}`;
  }

  /** No peer asks this way, so nothing is loaded for it beforehand. */
  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#app ??= import("./webPage.ts").then(({ webPage }) => webPage());
    (await this.#app)(request, response);
  }

  #turnAway(
    admit: (result: boolean, code: number, message: string) => void,
    [code, message]: readonly [number, string],
  ): void {
    this.#log.refused("stranger", code === 403 ? "not-admitted" : "too-many-connections");
    admit(false, code, message);
  }

  #serve(socket: WebSocket): void {
    let seat: Seat | undefined;
    let leave: (() => void) | undefined;
    const connection = new Connection(socket, {
      closed: () => leave?.(),
      refused: (code) => this.#log.refused(seat?.name ?? "stranger", code),
      signal: (signal, raw) => {
        if (signal.type !== "join")
          return seat ? seat.send(signal, raw) : { code: "unexpected", message: "join a room first" };
        if (seat) return { code: "unexpected", message: "this connection is in a room already" };
        const served = this.#rooms.get(signal.room);
        const refusal = refusalToJoin(served, signal);
        if (!served || refusal) return refusal;
        const { room, greeting } = served;
        const { name } = signal;
        seat = room.join(name, (text) => connection.send(text));
        leave = () => room.leave(name);
        const own = greeting(name);
        if (own) room.sendTo(name, own);
        return undefined;
      },
    });
  }
}

/** Without the secret a stranger learns neither whether the room exists nor whether the seat is taken. */
function refusalToJoin(
  served: ServedRoom | undefined,
  { name, seat }: Extract<Signal, { type: "join" }>,
): Refusal | undefined {
  if (!served || (served.seats && !isEqual(served.seats[name], seat)))
    return { code: "no-room", message: "there is no such room, or this is not the secret of the seat" };
  if (!served.room.isFree(name)) return { code: "room-full", message: "this place in the room is taken" };
  return undefined;
}

function isEqual(secret: string, shown: string | undefined): boolean {
  const [a, b] = [Buffer.from(secret), Buffer.from(shown ?? "")];
  return a.length === b.length && timingSafeEqual(a, b);
}
