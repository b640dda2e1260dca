import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import { type Admission, admission } from "./admission.ts";
import { asBytes } from "./connection.ts";

/** What becomes of an app's connections. `C` tells them apart. */
interface ProxyListener<C> {
  /** Whose connection this is, by the path that it asks for; undefined refuses it. */
  admit(path: string): C | undefined;
  /** Returns the text that goes on to the app's server. */
  fromApp(connection: C, text: string): string;
  /** The app's server answered this, and it goes on as it is. */
  toApp?(connection: C, text: string): void;
}

const MAX_CONNECTIONS = 64;
const MAX_FRAME_BYTES = 1 << 20;

/**
 * Stands in front of an app's signalling server, on 127.0.0.1: all that the app asks goes on to it, and all answers
 * come back as they are. Only text frames from the app can be rewritten on their way.
 */
export class ForwardingProxy<C> {
  readonly #target: URL;
  readonly #allowedOrigins: ReadonlySet<string>;
  readonly #server = createServer();
  readonly #sockets = new Set<WebSocket>();
  readonly #streams = new Set<Duplex>();

  /** @throws RangeError when the target is no WebSocket URL of this machine's loopback. */
  constructor(target: string, allowedOrigins: readonly string[]) {
    const url = URL.canParse(target) ? new URL(target) : undefined;
    if (url?.protocol !== "ws:" || !["127.0.0.1", "localhost", "[::1]"].includes(url.hostname))
      throw new RangeError(`the target must be on this machine, as in "ws://127.0.0.1:9000"`);
    this.#target = url;
    this.#allowedOrigins = new Set(allowedOrigins);
  }

  /** Listens on an ephemeral port. Resolves with the URL that the app is to use. */
  async listen(listener: ProxyListener<C>): Promise<string> {
    this.#server.maxConnections = 2 * MAX_CONNECTIONS;
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the proxy has no TCP port");
    const refusalOf = admission(address.port, this.#allowedOrigins);
    this.#server.on("request", (incoming, response) => this.#forwardRequest(incoming, response, refusalOf));
    this.#server.on("upgrade", (incoming, stream, head) => {
      this.#streams.add(stream.on("close", () => this.#streams.delete(stream)));
      stream.on("error", () => stream.destroy());
      const refusal = refusalOf(incoming);
      const connection = refusal === undefined ? listener.admit(incoming.url ?? "/") : undefined;
      if (connection === undefined || this.#sockets.size >= 2 * MAX_CONNECTIONS) return refuse(stream, 403);
      const onward = this.#connect(incoming, stream);
      return onward.once("open", () => {
        const protocol = () => onward.protocol || false;
        const accept = new WebSocketServer({
          noServer: true,
          handleProtocols: protocol,
          maxPayload: MAX_FRAME_BYTES,
        });
        accept.handleUpgrade(incoming, stream, head, (app) => {
          this.#keep(app);
          join(app, onward, (text) => listener.fromApp(connection, text));
          join(onward, app, (text) => {
            listener.toApp?.(connection, text);
            return text;
          });
        });
      });
    });
    return `ws://127.0.0.1:${address.port}`;
  }

  /** Cuts every connection. Resolves when no socket is left. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate();
    for (const stream of this.#streams) stream.destroy();
    if (!this.#server.listening) return;
    const closed = once(this.#server, "close");
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  /** The app's connection is accepted when the server has accepted ours, with the subprotocol that it chose (RFC 6455 §4.2.2). */
  #connect(incoming: IncomingMessage, stream: Duplex): WebSocket {
    const protocols = (incoming.headers["sec-websocket-protocol"] ?? "").split(/, */).filter(Boolean);
    const { origin, cookie } = incoming.headers;
    const onward = this.#keep(
      new WebSocket(this.#onTarget(incoming), protocols, {
        headers: { ...(origin && { origin }), ...(cookie && { cookie }) },
        perMessageDeflate: false,
        maxPayload: MAX_FRAME_BYTES,
      }),
    );
    const fail = () => refuse(stream, 502);
    stream.once("close", () => onward.terminate());
    return onward.once("error", fail).once("open", () => onward.off("error", fail));
  }

  #forwardRequest(incoming: IncomingMessage, response: ServerResponse, refusalOf: Admission): void {
    const refusal = refusalOf(incoming);
    if (refusal !== undefined) {
      response.writeHead(403, { "content-type": "text/plain" }).end(refusal);
      return;
    }
    const { method, headers } = incoming;
    const target = this.#onTarget(incoming).replace(/^ws/, "http");
    const onward = request(target, { method, headers: { ...headers, host: this.#target.host } });
    onward.once("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.once("error", () => (response.headersSent ? response.destroy() : response.writeHead(502).end()));
    response.once("close", () => onward.destroy());
    incoming.pipe(onward);
  }

  /** Whatever the request names, it leads to the target and to no other host. */
  #onTarget({ url = "/" }: IncomingMessage): string {
    return this.#target.origin + (url.startsWith("/") ? url : "/");
  }

  #keep(socket: WebSocket): WebSocket {
    this.#sockets.add(socket);
    socket.on("error", () => undefined);
    return socket.on("close", () => this.#sockets.delete(socket));
  }
}

function join(from: WebSocket, to: WebSocket, rewrite: (text: string) => string): void {
  from.on("message", (data, isBinary) => {
    if (to.readyState !== WebSocket.OPEN) return;
    const bytes = asBytes(data);
    to.send(isBinary ? bytes : rewrite(bytes.toString("utf8")));
  });
  // Codes below 3000 are not all allowed to be sent (RFC 6455 §7.4.1).
  from.on("close", (code, reason) => (code === 1000 || code >= 3000 ? to.close(code, reason) : to.close()));
}

function refuse(stream: Duplex, status: 403 | 502): void {
  const reason = status === 403 ? "Forbidden" : "Bad Gateway";
  stream.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\n\r\n`);
}
