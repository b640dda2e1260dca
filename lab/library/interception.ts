import type { PassingMessage, SignallingAttack } from "../../src/attacks/attack.ts";
import { type SignallingAttackId, signallingAttackById } from "../../src/attacks/index.ts";
import type { PeerName } from "../../src/trace/parties.ts";
import type { Interceptor } from "../actors/attacker/interceptor.ts";
import { seeLoopbackOnly } from "../actors/loopbackView.ts";
import type { PeerSignal } from "../actors/server/room.ts";
import type { ReadMessage } from "./readMessage.ts";

interface RunningInterceptor {
  readonly interceptor: Interceptor;
  close(): Promise<void>;
}

/**
 * Opens an interceptor in this process. Its facts are reported to nobody. As long as it is open, this process sees the
 * loopback interface only: so do the legs, and WebRTC peers of yours in the same process. Where the attack's own code
 * fails, an uncaught AttackError says so.
 * @throws RangeError when the attack needs keys that a signalling server handed to its peers.
 */
export async function intercept(
  attack: SignallingAttack | SignallingAttackId,
  send: (to: PeerName, signal: PeerSignal) => void,
  onRead: (message: ReadMessage) => void,
): Promise<RunningInterceptor> {
  const chosen = typeof attack === "string" ? signallingAttackById(attack) : attack;
  if (chosen.legCertificates === "handed-to-peers")
    throw new RangeError(`the attack "${chosen.id}" needs keys that a signalling server handed to its peers`);
  // A user who only runs scenarios needs no WebRTC stack in this process.
  const { Interceptor, makeLegCertificates } = await import("../actors/attacker/interceptor.ts");
  const report = () => undefined;
  const seeAll = seeLoopbackOnly();
  try {
    const localCertificates = makeLegCertificates(report);
    const interceptor = await Interceptor.open({
      attack: chosen,
      localCertificates,
      send,
      report,
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

/** Not into the stack's own callbacks, which would swallow it. */
function throwUncaught(error: Error): void {
  setImmediate(() => {
    throw error;
  });
}

function asRead({ from, channel, type, content }: PassingMessage): ReadMessage {
  const bytes = Buffer.from(content);
  return type === "text"
    ? { from, channel, type, content: bytes.toString("utf8") }
    : { from, channel, type, content: bytes };
}
