import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import * as v from "valibot";
import type { AppName } from "../../../src/thirdPartyApp.ts";
import { counterpartOf, PEERS, type PeerName } from "../../../src/trace/parties.ts";
import { THIRD_PARTY_APPS } from "../app/thirdPartyApp.ts";
import { ForwardingProxy } from "./forwardingProxy.ts";
import type { SignalLog } from "./room.ts";
import type { SeatSecrets } from "./signallingServer.ts";
import { SignalRewriter } from "./signalRewriter.ts";

interface AppServerSettings {
  readonly app: AppName;
  /** The folder with the actors' programs. */
  readonly programs: URL;
  readonly seats: SeatSecrets;
  /** The web pages that may connect. */
  readonly origins: readonly string[];
  /** What goes on in place of a signal. Left out: the signal. */
  readonly pass?: ConstructorParameters<typeof SignalRewriter>[0]["pass"] | undefined;
  readonly log: SignalLog;
}

/**
 * An application's own signalling server, in a process of its own, and the operator's proxy before it. What the proxy hands
 * on of a user's frame is logged as sent to the other user: the application's server only distributes it.
 */
export async function startAppServer({
  app,
  programs,
  seats,
  origins,
  pass,
  log,
}: AppServerSettings): Promise<string> {
  const { server, isForOthers } = THIRD_PARTY_APPS[app];
  const port = await startServer(new URL(server, programs));
  const proxy = new ForwardingProxy<PeerName>(`ws://127.0.0.1:${port}`, origins);
  const rewriter = new SignalRewriter({ pass: pass ?? ((_from, signal) => signal) });
  return proxy.listen({
    admit: (path) => PEERS.find((peer) => path === `/${seats[peer]}`),
    fromApp(peer, text) {
      const onward = rewriter.rewrite(() => peer, text);
      if (isForOthers(text)) {
        log.received(peer, text);
        log.sent(counterpartOf(peer), onward);
      }
      return onward;
    },
  });
}

/** The one thing that the lab decides about the server: it listens on 127.0.0.1, on a free port, and ends with its parent. */
const ON_LOOPBACK = `
  import { Server } from "node:net";
  const listen = Server.prototype.listen;
  Server.prototype.listen = function (...given) {
    this.once("listening", () => process.send({ port: this.address().port }));
    const callback = given.findLast((each) => typeof each === "function");
    return listen.call(this, { port: 0, host: "127.0.0.1" }, callback);
  };
  process.on("disconnect", () => process.exit(0));
  process.on("SIGINT", () => undefined);
`;

const listeningSchema = v.object({ port: v.number() });

async function startServer(program: URL): Promise<number> {
  const child: ChildProcess = fork(program, {
    execArgv: ["--import", `data:text/javascript,${encodeURIComponent(ON_LOOPBACK)}`],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: {},
  });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the application's server ended with exit code ${code}`);
  });
  ended.catch(() => undefined);
  const [message] = await Promise.race([once(child, "message"), ended]);
  return v.parse(listeningSchema, message).port;
}
