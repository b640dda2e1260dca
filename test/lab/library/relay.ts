import { once } from "node:events";
import { createServer } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";

/** A signalling server of somebody else's: it tells each client what every other one says. */
export interface Relay {
  readonly url: string;
  /** All text frames that it got. */
  readonly got: readonly string[];
  close(): Promise<void>;
}

/** What a server does with a frame, in place of telling it to all others. */
export type Receive = (frame: string, from: WebSocket, others: () => readonly WebSocket[]) => void;

const tellOthers: Receive = (frame, _from, others) => {
  for (const other of others()) other.send(frame);
};

export async function openRelay(receive: Receive = tellOthers): Promise<Relay> {
  const got: string[] = [];
  const server = createServer((request, response) => response.end(`${request.method} ${request.url}`));
  const sockets = new WebSocketServer({ server, handleProtocols: (offered) => [...offered].at(-1) ?? false });
  sockets.on("connection", (socket) => {
    socket.on("message", (data, isBinary) => {
      if (isBinary) return socket.send(data, { binary: true });
      got.push(String(data));
      return receive(String(data), socket, () => [...sockets.clients].filter((other) => other !== socket));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `ws://127.0.0.1:${address.port}`,
    got,
    async close() {
      if (!server.listening) return;
      for (const socket of sockets.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
