import { signallingAttackById } from "../../../src/attacks/index.ts";
import { type Outcome, play, report } from "../actor.ts";
import type { Bridge } from "../attacker/bridge.ts";
import type { LegCertificates } from "../attacker/interceptor.ts";
import { type Ports, type ServerOrder, serverOrderSchema } from "../protocol.ts";
import { type Interception, SignallingServer } from "./signallingServer.ts";

/** The actor that operates the signalling server, honestly or as the conductor orders. */
const bridges: Bridge[] = [];
let localCertificates: LegCertificates | undefined;
let signals = 0;

const server = new SignallingServer({
  received(from, raw) {
    signals += 1;
    report({ kind: "signal-received", from, raw });
  },
  sent(to, raw) {
    signals += 1;
    report({ kind: "signal-sent", to, raw });
  },
  refused: (from, code) => report({ kind: "signal-refused", from, code }),
});
void server.listen().then((url) => play(serverOrderSchema, carryOut, { url }));

async function carryOut(order: ServerOrder): Promise<Outcome | undefined> {
  switch (order.order) {
    case "open-room": {
      const { room, attack, legPorts } = order;
      await server.openRoom(room, attack === undefined ? undefined : interception(attack, legPorts));
      return undefined;
    }
    case "listen-over-tls":
      return { value: JSON.stringify(await server.listenOverTls()) };
    case "close-log": {
      const messagesRead = bridges.reduce((sum, bridge) => sum + bridge.messagesRead, 0);
      report({ kind: "log-ended", messagesRead, signals });
      return undefined;
    }
  }
}

function interception(id: string, ports: Ports): Interception {
  return async (tell) => {
    const attack = signallingAttackById(id);
    // An honest server has no use for a WebRTC stack, and does not spend the time to load one.
    const { Interceptor, makeLegCertificates } = await import("../attacker/interceptor.ts");
    localCertificates ??= makeLegCertificates(report);
    const interceptor = await Interceptor.open({ attack, localCertificates, ports, tell, report });
    bridges.push(interceptor.bridge);
    return interceptor;
  };
}
