import { fork } from "node:child_process";
import { once } from "node:events";
import * as v from "valibot";
import type { WebSocket } from "ws";
import { openRelay } from "../relay.ts";

/** The signalling server that an app's authors ship, or a small one where an app needs any that does the job. */
export interface AppServer {
  readonly url: string;
  close(): Promise<void>;
}

export const peerJsServer = () => startServer("node_modules/peer/dist/bin/peerjs.js", ["--port", "1"]);

export const yWebrtcServer = () => startServer("node_modules/y-webrtc/bin/server.js");

/** simple-peer leaves this to its user. */
export const simplePeerServer = (): Promise<AppServer> => openRelay();

const nostrFrame = v.union([
  v.tuple([v.literal("EVENT"), v.looseObject({ id: v.string(), tags: v.array(v.array(v.string())) })]),
  v.tuple([v.literal("REQ"), v.string(), v.looseObject({ "#x": v.array(v.string()) })]),
  v.tuple([v.literal("CLOSE"), v.string()]),
]);

/**
 * A Nostr relay for events that nobody stores (NIP-01): what trystero signals over. It does not verify that an event's
 * signature fits its content. A relay that attacks would not, and trystero does not either.
 */
export function nostrRelay(): Promise<AppServer> {
  const wanted = new Map<string, { readonly socket: WebSocket; readonly topics: readonly string[] }>();
  const send = (socket: WebSocket, ...frame: unknown[]) => socket.send(JSON.stringify(frame));
  return openRelay((text, from) => {
    const frame = v.parse(nostrFrame, JSON.parse(text));
    switch (frame[0]) {
      case "REQ":
        wanted.set(frame[1], { socket: from, topics: frame[2]["#x"] });
        return send(from, "EOSE", frame[1]);
      case "CLOSE":
        return void wanted.delete(frame[1]);
      case "EVENT": {
        const [, event] = frame;
        send(from, "OK", event.id, true, "");
        for (const [id, { socket, topics }] of wanted)
          if (
            event.tags.some(([name, value]) => name === "x" && value !== undefined && topics.includes(value))
          )
            send(socket, "EVENT", id, event);
      }
    }
  });
}

/** The one thing that the lab decides about a server: it listens on 127.0.0.1, on a free port, and tells which. */
const ON_LOOPBACK = `
  import { Server } from "node:net";
  const listen = Server.prototype.listen;
  Server.prototype.listen = function (...args) {
    this.once("listening", () => process.send(this.address().port));
    const callback = args.findLast((arg) => typeof arg === "function");
    return listen.call(this, { port: 0, host: "127.0.0.1" }, callback);
  };
`;

async function startServer(program: string, words: readonly string[] = []): Promise<AppServer> {
  const child = fork(program, words, {
    execArgv: ["--import", `data:text/javascript,${encodeURIComponent(ON_LOOPBACK)}`],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {},
  });
  const [port] = await once(child, "message");
  return {
    url: `ws://127.0.0.1:${port}`,
    async close() {
      const gone = once(child, "exit");
      child.kill();
      await gone;
    },
  };
}
