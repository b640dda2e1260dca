import { once } from "node:events";
import { createServer as createHttpServer, type Server as HttpServer } from "node:http";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import type { SignallingPathAttack } from "../../../src/attacks/attack.ts";
import { counterpartOf, type PeerName } from "../../../src/trace/parties.ts";
import { report, reportFailure } from "../actor.ts";
import type { Ports } from "../protocol.ts";
import type { PeerSignal } from "../server/room.ts";
import { MAX_SIGNAL_BYTES, parseSignal } from "../signalling.ts";
import type { Bridge } from "./bridge.ts";
import { Interceptor, makeLegCertificates } from "./interceptor.ts";

interface RelayedWay {
  readonly call: number;
  /** The URL of the honest server. */
  readonly server: string;
  readonly ports: Ports;
}

const LOOPBACK = "127.0.0.1";
/** The first byte of a TLS connection: the content type "handshake" (RFC 8446 §5.1). */
const TLS_HANDSHAKE = 22;

/**
 * What an attacker has on the way between the peers and an honest signalling server: both peers' connections pass it. In a plain
 * WebSocket it reads and changes each signal before the server sees it. TLS it can only pass on: its own certificate is not
 * the one that the peers insist on.
 */
export class SignallingRelay {
  readonly bridge: Bridge;
  readonly #way: RelayedWay;
  readonly #interceptor: Interceptor;
  readonly #listener: Server;
  readonly #http: HttpServer = createHttpServer();
  readonly #sockets = new WebSocketServer({ server: this.#http, maxPayload: MAX_SIGNAL_BYTES });
  /** Says something to the server in the place of each peer. */
  readonly #sayAs = new Map<PeerName, (text: string) => void>();
  readonly #open = new Set<Socket>();

  /** Listens on loopback. Resolves when peers can be diverted to it, with both legs ready. */
  static async open(attack: SignallingPathAttack, way: RelayedWay): Promise<SignallingRelay> {
    let relay: SignallingRelay | undefined;
    const interceptor = await Interceptor.open({
      attack,
      localCertificates: makeLegCertificates(report),
      ports: way.ports,
      send: (to, signal) => relay?.sayTo(to, signal),
      report,
      onError: reportFailure,
    });
    relay = new SignallingRelay(interceptor, way);
    relay.#listener.listen(0, LOOPBACK);
    await once(relay.#listener, "listening");
    return relay;
  }

  private constructor(interceptor: Interceptor, way: RelayedWay) {
    this.#interceptor = interceptor;
    this.#way = way;
    this.bridge = interceptor.bridge;
    this.#listener = createServer((socket) => this.#receive(socket));
    this.#sockets.on("connection", (socket) => this.#relay(socket));
  }

  /** As if the other peer had said it: the server must hear it from there. */
  sayTo(to: PeerName, signal: PeerSignal): void {
    this.#sayAs.get(counterpartOf(to))?.(JSON.stringify(signal));
  }

  get port(): number {
    const address = this.#listener.address();
    if (address === null || typeof address === "string") throw new Error("the attacker has no TCP port");
    return address.port;
  }

  /** Cuts every connection that passes it, and closes both legs. */
  async close(): Promise<void> {
    const closed = once(this.#listener, "close");
    this.#listener.close();
    for (const socket of this.#sockets.clients) socket.terminate();
    for (const socket of this.#open) socket.destroy();
    await Promise.all([closed, this.#interceptor.close()]);
  }

  /** The first byte tells TLS from a request in clear. */
  #receive(socket: Socket): void {
    this.#keep(socket);
    socket.once("readable", () => {
      const first: Buffer | null = socket.read(1);
      if (!first) return;
      socket.unshift(first);
      const readable = first[0] !== TLS_HANDSHAKE;
      report({ kind: "signalling-diverted", call: this.#way.call, readable });
      if (readable) this.#http.emit("connection", socket);
      else this.#passOn(socket);
    });
  }

  #passOn(socket: Socket): void {
    const server = createConnection({ host: LOOPBACK, port: Number(new URL(this.#way.server).port) });
    this.#keep(server);
    socket.pipe(server).pipe(socket);
    socket.on("close", () => server.destroy());
    server.on("close", () => socket.destroy());
  }

  #keep(socket: Socket): void {
    this.#open.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => this.#open.delete(socket));
  }

  /** To the server the attacker poses as the peer, and to the peer as the server. */
  #relay(fromPeer: WebSocket): void {
    const toServer = new WebSocket(this.#way.server);
    let peer: PeerName | undefined;
    const opened = once(toServer, "open");
    const say = (text: string) => {
      opened.then(
        () => toServer.send(text),
        () => fromPeer.terminate(),
      );
    };
    fromPeer.on("message", (data) => {
      const raw = String(data);
      const parsed = parseSignal(raw);
      if (!parsed.ok) return say(raw);
      const { signal } = parsed;
      if (signal.type === "join") {
        peer = signal.name;
        this.#sayAs.set(peer, say);
      }
      const passed = signal.type === "join" || !peer ? signal : this.#interceptor.pass(peer, signal);
      // What it did not change goes on as it came.
      if (passed) say(passed === signal ? raw : JSON.stringify(passed));
    });
    toServer.on("message", (data) => fromPeer.send(String(data)));
    toServer.on("error", () => undefined);
    fromPeer.on("error", () => undefined);
    fromPeer.on("close", () => toServer.close());
    toServer.on("close", () => fromPeer.close());
  }
}
