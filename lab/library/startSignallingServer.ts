import type { SignallingAttack } from "../../src/attacks/attack.ts";
import type { SignallingAttackId } from "../../src/attacks/index.ts";
import type { PeerName } from "../../src/trace/parties.ts";
import type { UnreadPassage } from "../actors/attacker/bridge.ts";
import { type OpenSignalInterceptor, SignallingServer } from "../actors/server/signallingServer.ts";
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
  openRoom(name: string): Promise<OpenRoom>;
  /** All signals that the operator logged, in all rooms. */
  readonly signals: readonly LoggedSignal[];
  /** All that the operator read of the peers' data channels, in all rooms. */
  readonly messagesRead: readonly ReadMessage[];
  /** Cuts every connection and closes every socket, of all rooms. */
  close(): Promise<void>;
}

/** One room, for one call. A server may have many at the same time. */
export interface OpenRoom {
  readonly name: string;
  /** All that the operator read in this room. */
  readonly messagesRead: readonly ReadMessage[];
  /** What came to the operator here and was not read, and why. */
  readonly unread: readonly UnreadPassage[];
  /** Ends the attack here, with its sockets, and lets nobody in any more. Whoever is in the room stays connected to the server. */
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
  const rooms = new Set<OpenRoom>();
  const server = new SignallingServer({
    received: (peer, raw) => signals.push({ kind: "received", peer, raw }),
    sent: (peer, raw) => signals.push({ kind: "sent", peer, raw }),
    refused: () => undefined,
  });
  return {
    url: await server.listen(),
    async openRoom(name) {
      const read: ReadMessage[] = [];
      let attacked: Awaited<ReturnType<typeof intercept>> | undefined;
      const openInterceptor: OpenSignalInterceptor | undefined =
        attack &&
        (async (send) => {
          const onRead = (message: ReadMessage) => {
            read.push(message);
            messagesRead.push(message);
          };
          attacked = await intercept({ attack, send, onRead });
          return attacked.interceptor;
        });
      await server.openRoom(name, { openInterceptor });
      const room: OpenRoom = {
        name,
        messagesRead: read,
        get unread() {
          return attacked?.interceptor.bridge.unread ?? [];
        },
        async close() {
          // Twice closed is closed.
          if (!rooms.delete(room)) return;
          server.closeRoom(name);
          await attacked?.close();
        },
      };
      rooms.add(room);
      return room;
    },
    signals,
    messagesRead,
    close: async () => void (await Promise.all([server.close(), ...[...rooms].map((room) => room.close())])),
  };
}
