import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import tls from "node:tls";

export interface TlsRecording {
  /** Every byte of the TCP connection, by direction, as the wire carried it. */
  readonly clientToServer: Uint8Array;
  readonly serverToClient: Uint8Array;
}

export interface TlsConversation {
  /** The server's, in PEM. The client trusts this certificate and no other. */
  readonly privateKey: string;
  readonly certificate: string;
  /** The one cipher suite that both ends allow, as OpenSSL names it. */
  readonly ciphers: string;
  /** What the client sends. It is the only message. */
  readonly message: string;
  readonly deadlineMs: number;
}

const HOST = "127.0.0.1";
const VERSION = { minVersion: "TLSv1.2", maxVersion: "TLSv1.2" } as const;

/**
 * Makes one TLS 1.2 connection between two sockets of this process, over loopback and through a relay that keeps
 * every byte. When it returns or throws, all its sockets are closed.
 * @throws Error when the platform refuses the suite, the connection fails, or the deadline has passed.
 */
export async function recordTls(conversation: TlsConversation): Promise<TlsRecording> {
  const { deadlineMs } = conversation;
  const sockets = new Sockets();
  const timer = new AbortController();
  const late = sleep(deadlineMs, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`the TLS connection did not end within ${deadlineMs / 1000} s`);
  });
  late.catch(() => undefined);
  try {
    return await Promise.race([converse(conversation, sockets), late]);
  } finally {
    timer.abort();
    await sockets.close();
  }
}

async function converse(conversation: TlsConversation, sockets: Sockets): Promise<TlsRecording> {
  const { privateKey: key, certificate, ciphers, message } = conversation;
  const server = tls.createServer({ key, cert: certificate, ciphers, ...VERSION });
  const received = new Promise<string>((resolve, reject) => {
    server.on("secureConnection", (socket) => text(sockets.keep(socket)).then(resolve, reject));
    server.on("tlsClientError", reject);
  });
  received.catch(() => undefined);
  const relay = createServer({ allowHalfOpen: true });
  const recording = recordFirst(relay, await sockets.listen(server), sockets);
  recording.catch(() => undefined);
  const client = sockets.keep(
    tls.connect({
      host: HOST,
      port: await sockets.listen(relay),
      ca: certificate,
      checkServerIdentity: () => undefined, // the certificate itself is pinned; its name is not checked
      ciphers,
      ...VERSION,
    }),
  );
  await once(client, "secureConnect");
  client.end(message);
  if ((await received) !== message) throw new Error("the TLS server received something else");
  return recording;
}

/** Passes the relay's first connection on to `port` and keeps what passes, until both directions have ended. */
function recordFirst(relay: Server, port: number, sockets: Sockets): Promise<TlsRecording> {
  return new Promise((resolve, reject) => {
    relay.once("connection", (inbound) => {
      const outbound = sockets.keep(connect({ host: HOST, port, allowHalfOpen: true }));
      inbound.pipe(outbound);
      outbound.pipe(inbound);
      Promise.all([bytesOf(inbound), bytesOf(outbound)]).then(
        ([clientToServer, serverToClient]) => resolve({ clientToServer, serverToClient }),
        reject,
      );
    });
  });
}

async function bytesOf(socket: Socket): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  await once(socket, "end");
  return Buffer.concat(chunks);
}

/** The sockets of one conversation, so that every one of them is closed however it ended. */
class Sockets {
  readonly #sockets: Socket[] = [];
  readonly #servers: Server[] = [];
  #closed = false;

  keep<S extends Socket>(socket: S): S {
    // Errors reach those who wait for the socket. One that comes after that matters to nobody.
    socket.on("error", () => undefined);
    this.#sockets.push(socket);
    if (this.#closed) socket.destroy();
    return socket;
  }

  /** Listens on a free port of loopback and returns it. */
  async listen(server: Server): Promise<number> {
    if (this.#closed) throw new Error("the conversation is over");
    this.#servers.push(server);
    server.on("connection", (socket) => this.keep(socket));
    server.listen(0, HOST);
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    return address.port;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const socket of this.#sockets) socket.destroy();
    await Promise.all(this.#servers.map((server) => new Promise((done) => server.close(done))));
  }
}
