import { once } from "node:events";
import { createServer, type Server } from "node:http";
import express from "express";
import { type WebSocket, WebSocketServer } from "ws";
import { attackById } from "../../src/attacks/index.ts";
import { type Outcome, play, report } from "./actor.ts";
import type { Bridge } from "./bridge.ts";
import { type ServerOrder, serverOrderSchema } from "./protocol.ts";
import { Room } from "./room.ts";
import { MAX_SIGNAL_BYTES, parseSignal, type ServerSignal } from "./signalling.ts";
import { tlsServer } from "./tlsServer.ts";

/**
 * The signalling server: it introduces two peers in a room and forwards what they say, byte for byte, unless
 * the operator orders an attack on the room. It writes down every signal that it gets and sends.
 */
const rooms = new Map<string, Room>();
const bridges: Bridge[] = [];
let signals = 0;

const app = express();
app.disable("x-powered-by");
app.get("/", (_request, response) => {
  response.json({
    service: "signalling",
    rooms: [...rooms.values()].map(({ name, size }) => ({ name, size })),
  });
});

const http = createServer(app);
admit(http);
void portOf(http).then((port) => play(serverOrderSchema, carryOut, { url: `ws://127.0.0.1:${port}` }));

async function carryOut(order: ServerOrder): Promise<Outcome | undefined> {
  switch (order.order) {
    case "open-room": {
      const room = new Room(order.room, {
        received: (from, raw) => log("signal-received", from, raw),
        sent: (to, raw) => log("signal-sent", to, raw),
      });
      rooms.set(order.room, room);
      if (order.attack !== undefined) {
        // An honest server has no use for a WebRTC stack, and does not spend the time to load one.
        const [{ Interceptor }, attack] = [await import("./interceptor.ts"), attackById(order.attack)];
        if (attack.position !== "signalling")
          throw new Error(`"${attack.id}" is no attack at the signalling`);
        const interceptor = await Interceptor.open(attack, order.legPorts, (to, signal) =>
          room.tell(to, signal),
        );
        room.interceptor = interceptor;
        bridges.push(interceptor.bridge);
      }
      return undefined;
    }
    case "listen-over-tls": {
      const { server, certificate } = await tlsServer(app);
      admit(server);
      return { value: JSON.stringify({ url: `wss://127.0.0.1:${await portOf(server)}`, certificate }) };
    }
    case "close-log": {
      const messagesRead = bridges.reduce((sum, bridge) => sum + bridge.messagesRead, 0);
      report({ kind: "log-ended", messagesRead, signals });
      return undefined;
    }
  }
}

/** A frame far beyond the limit ends its own connection; one a little beyond it gets an error message. */
function admit(server: Server): void {
  new WebSocketServer({ server, maxPayload: 16 * MAX_SIGNAL_BYTES }).on("connection", serve);
}

/** Listens on an ephemeral port of the loopback interface. */
async function portOf(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no TCP port");
  return address.port;
}

function log(kind: "signal-received" | "signal-sent", peer: "alice" | "bob", raw: string): void {
  signals += 1;
  report(kind === "signal-received" ? { kind, from: peer, raw } : { kind, to: peer, raw });
}

/** One WebSocket. Nothing that it sends ends the server: what cannot be used is answered with an error. */
function serve(socket: WebSocket): void {
  let leave: (() => void) | undefined;
  let deliver: ReturnType<Room["join"]> | undefined;
  const refuse = (error: Extract<ServerSignal, { type: "error" }>) => {
    report({ kind: "signal-refused", from: deliver?.name ?? "stranger", code: error.code });
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
      if (deliver)
        return refuse({ type: "error", code: "unexpected", message: "this connection is in a room already" });
      const room = rooms.get(signal.room);
      if (!room) return refuse({ type: "error", code: "no-room", message: "there is no such room" });
      if (!room.isFree(signal.name))
        return refuse({ type: "error", code: "room-full", message: "this place in the room is taken" });
      deliver = room.join(signal.name, (text) => socket.send(text));
      leave = () => room.leave(signal.name);
      return undefined;
    }
    if (!deliver) return refuse({ type: "error", code: "unexpected", message: "join a room first" });
    const refusal = deliver.say(signal, raw);
    return refusal ? refuse({ type: "error", ...refusal }) : undefined;
  });
}
