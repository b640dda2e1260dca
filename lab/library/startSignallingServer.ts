import type { SignallingAttack } from "../../src/attacks/attack.ts";
import type { SignallingAttackId } from "../../src/attacks/index.ts";
import type { PeerName } from "../../src/trace/parties.ts";
import { SignallingServer } from "../actors/server/signallingServer.ts";
import { intercept } from "./interception.ts";
import type { ReadMessage } from "./readMessage.ts";

/** One signal that crossed the server, as it was written. */
export interface LoggedSignal {
  readonly kind: "received" | "sent";
  /** Who sent it, or to whom it was sent. */
  readonly peer: PeerName;
  readonly raw: string;
}

export interface RunningServer {
  /** Where peers open a WebSocket. Their first frame: `{"type":"join","room":…,"name":"alice"}`, or "bob". */
  readonly url: string;
  /** Lets two peers meet under this name: lower-case letters, digits, hyphens. An attacked room is good for one call. */
  openRoom(name: string): Promise<void>;
  /** All signals that the operator logged. */
  readonly signals: readonly LoggedSignal[];
  /** All that the operator read of the peers' data channels. */
  readonly messagesRead: readonly ReadMessage[];
  /** Cuts every connection and closes every socket. */
  close(): Promise<void>;
}

/**
 * Starts the lab's signalling server in this process, on 127.0.0.1. Without an attack it is honest: it forwards what
 * the peers send, byte for byte. With one it puts an interceptor into every room, and this process sees the loopback
 * interface only until the server is closed.
 * @throws RangeError from `openRoom` when there is no attack at the signalling of that id.
 */
export async function startSignallingServer({
  attack,
}: {
  readonly attack?: SignallingAttack | SignallingAttackId;
} = {}): Promise<RunningServer> {
  const signals: LoggedSignal[] = [];
  const messagesRead: ReadMessage[] = [];
  const closings: (() => Promise<void>)[] = [];
  const server = new SignallingServer({
    received: (peer, raw) => signals.push({ kind: "received", peer, raw }),
    sent: (peer, raw) => signals.push({ kind: "sent", peer, raw }),
    refused: () => undefined,
  });
  closings.push(() => server.close());
  return {
    url: await server.listen(),
    openRoom(name) {
      if (attack === undefined) return server.openRoom(name);
      return server.openRoom(name, {
        openInterceptor: async (send) => {
          const { interceptor, close } = await intercept(attack, send, (read) => messagesRead.push(read));
          closings.push(close);
          return interceptor;
        },
      });
    },
    signals,
    messagesRead,
    close: async () => void (await Promise.all(closings.map((close) => close()))),
  };
}
