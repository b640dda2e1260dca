import type { PassingMessage, SignallingAttack } from "../../src/attacks/attack.ts";
import { type SignallingAttackId, signallingAttackById } from "../../src/attacks/index.ts";
import type { PeerName } from "../../src/trace/parties.ts";
import type { Interceptor } from "../actors/attacker/interceptor.ts";
import { isLoopback, ownAddresses, seeLoopbackOnly } from "../actors/loopbackView.ts";
import type { PeerSignal } from "../actors/server/room.ts";
import type { LegsOn } from "./legsOn.ts";
import type { ReadMessage } from "./readMessage.ts";

export interface InterceptionSettings {
  readonly attack: SignallingAttack | SignallingAttackId;
  readonly legsOn?: LegsOn | undefined;
  readonly candidates?: "signals" | "description";
  readonly send: (to: PeerName, signal: PeerSignal) => void;
  readonly onRead: (message: ReadMessage) => void;
}

interface RunningInterceptor {
  readonly interceptor: Interceptor;
  close(): Promise<void>;
}

/**
 * Opens an interceptor in this process. Its facts are reported to nobody. As long as it is open, this process sees the
 * loopback interface only: so do WebRTC peers of yours in the same process. Where the attack's own code
 * fails, an uncaught AttackError says so.
 * @throws RangeError when the attack needs keys that a signalling server handed to its peers.
 */
export async function intercept({
  attack,
  legsOn = "loopback",
  candidates = "signals",
  send,
  onRead,
}: InterceptionSettings): Promise<RunningInterceptor> {
  const chosen = typeof attack === "string" ? signallingAttackById(attack) : attack;
  if (chosen.legCertificates === "handed-to-peers")
    throw new RangeError(`the attack "${chosen.id}" needs keys that a signalling server handed to its peers`);
  // A user who only runs scenarios needs no WebRTC stack in this process.
  const { Interceptor, makeLegCertificates } = await import("../actors/attacker/interceptor.ts");
  const addresses = addressesFor(legsOn);
  const seeAll = seeLoopbackOnly();
  try {
    const localCertificates = makeLegCertificates(() => undefined);
    const interceptor = await Interceptor.open({
      attack: chosen,
      localCertificates,
      addresses,
      candidates,
      send,
      onError: throwUncaught,
    });
    interceptor.bridge.onRead = (message) => onRead(asRead(message));
    return {
      interceptor,
      close() {
        seeAll();
        return interceptor.close();
      },
    };
  } catch (error) {
    seeAll();
    throw error;
  }
}

/** 127.0.0.1 first: every peer can reach it but those that offer no loopback address and pair it with none (Firefox). */
function addressesFor(legsOn: LegsOn): readonly string[] {
  const own = ownAddresses();
  const loopback = ["127.0.0.1", ...own.filter((address) => address === "::1")];
  const others = own.filter((address) => !isLoopback(address));
  return legsOn === "loopback" ? loopback : [...loopback, ...others];
}

/** Not into the stack's own callbacks, which would swallow it. */
function throwUncaught(error: Error): void {
  setImmediate(() => {
    throw error;
  });
}

function asRead({ from, channel, type, content }: PassingMessage): ReadMessage {
  if (type === "text") return { from, channel, type, content: Buffer.from(content).toString("utf8") };
  // A message of one packet is a view of it, and would keep all of it.
  const isOwn = content.byteLength === content.buffer.byteLength;
  return { from, channel, type, content: isOwn ? content : Uint8Array.from(content) };
}
