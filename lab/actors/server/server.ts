import { randomBytes } from "node:crypto";
import { pathToFileURL } from "node:url";
import type { DowngradeAttack, SignallingAttack } from "../../../src/attacks/attack.ts";
import { attackById, signallingAttackById } from "../../../src/attacks/index.ts";
import type { PeerName } from "../../../src/trace/parties.ts";
import { type OrderResult, report, reportFailure, serve } from "../actor.ts";
import type { Bridge } from "../attacker/bridge.ts";
import type { Interceptor, InterceptorContext, LegCertificates } from "../attacker/interceptor.ts";
import { type Ports, type ServerOrder, serverOrderSchema } from "../protocol.ts";
import { startAppServer } from "./appServer.ts";
import { PeerKeys } from "./peerKeys.ts";
import type { SignalInterceptor, SignalLog } from "./room.ts";
import { type OpenSignalInterceptor, SignallingServer } from "./signallingServer.ts";

/** The actor that operates the signalling server, honestly or as the conductor orders. */
const bridges: Bridge[] = [];
const peerKeys = new PeerKeys(report);
let ownLegCertificates: LegCertificates | undefined;
let signals = 0;
const MAX_LOGGED_REFUSALS = 200;
let refusals = 0;

const log: SignalLog = {
  received(from, raw) {
    signals += 1;
    report({ kind: "signal-received", from, raw });
  },
  sent(to, raw) {
    signals += 1;
    report({ kind: "signal-sent", to, raw });
  },
};
const server = new SignallingServer({
  ...log,
  refused(from, code) {
    // A stranger must not be able to fill the trace.
    if (from === "stranger" && ++refusals > MAX_LOGGED_REFUSALS) return;
    report({ kind: "signal-refused", from, code });
  },
});
void server.listen().then((url) => serve(serverOrderSchema, handle, { url }));

async function handle(order: ServerOrder): Promise<OrderResult | undefined> {
  switch (order.order) {
    case "open-room": {
      const { room, seats, attack, legPorts, doorAddress } = order;
      await server.openRoom(room, {
        openInterceptor: attack === undefined ? undefined : interceptorOf(attack, legPorts, doorAddress),
        greeting: (peer: PeerName) => peerKeys.handOver(peer),
        seats,
      });
      return undefined;
    }
    case "open-app": {
      const { attack, legPorts } = order;
      const programs = new URL("../", pathToFileURL(process.argv[1] ?? ""));
      const interceptor =
        attack === undefined
          ? undefined
          : await openInterceptor(attack, {
              ports: legPorts,
              candidates: "description",
              send: () => undefined,
            });
      const url = await startAppServer({
        ...order,
        programs,
        log,
        pass: interceptor && ((from, signal) => interceptor.pass(from, signal)),
      });
      return { value: url };
    }
    case "make-peer-keys":
      await peerKeys.make();
      return undefined;
    case "listen-over-tls":
      return { value: JSON.stringify(await server.listenOverTls()) };
    case "close-log": {
      const messagesRead = bridges.reduce((sum, bridge) => sum + bridge.messagesRead, 0);
      report({ kind: "log-ended", messagesRead, signals });
      return undefined;
    }
  }
}

function interceptorOf(id: string, ports: Ports, doorAddress: string | undefined): OpenSignalInterceptor {
  const attack = attackById(id);
  if (attack.position === "signalling" && attack.legs) return async () => rewriter(attack);
  return (send) => openInterceptor(id, { ports, ...(doorAddress && { doorAddress }), send });
}

/** Changes what both peers are shown, and leaves the connection to them. */
function rewriter(attack: DowngradeAttack): SignalInterceptor {
  return {
    pass: (_from, signal) =>
      signal.type === "offer" || signal.type === "answer"
        ? { ...signal, sdp: attack.description(signal.sdp, randomBytes) }
        : signal,
  };
}

async function openInterceptor(
  id: string,
  settings: Pick<InterceptorContext, "ports" | "doorAddress" | "candidates" | "send">,
): Promise<Interceptor> {
  const attack = signallingAttackById(id);
  // An honest server needs no WebRTC stack, and does not spend the time to load one.
  const { Interceptor } = await import("../attacker/interceptor.ts");
  const localCertificates = await legCertificates(attack);
  const onError = reportFailure;
  const interceptor = await Interceptor.open({ ...settings, attack, localCertificates, report, onError });
  bridges.push(interceptor.bridge);
  return interceptor;
}

async function legCertificates({ legCertificates }: SignallingAttack): Promise<LegCertificates> {
  if (legCertificates === "handed-to-peers") return peerKeys.legCertificates();
  const { makeLegCertificates } = await import("../attacker/interceptor.ts");
  ownLegCertificates ??= makeLegCertificates(report);
  return ownLegCertificates;
}
