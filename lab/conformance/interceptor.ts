import * as v from "valibot";
import type { SignallingAttack } from "../../src/attacks/attack.ts";
import { signallingAttackById } from "../../src/attacks/index.ts";
import { towardsLeg } from "../../src/attacks/substituteFingerprint.ts";
import type { PeerName } from "../../src/trace/parties.ts";
import { counterpartOf } from "../../src/trace/parties.ts";
import { makeLocalCertificate } from "../actors/localCertificate.ts";
import { type OpenInterceptor, openInterceptor } from "../library/openInterceptor.ts";
import { NonceWatch } from "./attacks/nonceWatch.ts";
import { factsOf } from "./content.ts";
import { hearLines, tellLine } from "./jsonLines.ts";
import { type InterceptorEvent, type InterceptorOrder, interceptorOrderSchema } from "./protocol.ts";

/** The library's interceptor, as a user has it, in a process of its own: one call at a time, by orders on standard input. */
let interceptor: OpenInterceptor | undefined;
/** Whom the signal that is passing goes to. */
let passingTo: PeerName = "alice";
const nonces = new NonceWatch();
let turn: Promise<void> = Promise.resolve();

hearLines(process.stdin, (line) => {
  const order = v.parse(interceptorOrderSchema, line);
  turn = turn.then(() =>
    perform(order).then(
      () => tell({ event: "done", id: order.id }),
      (error: unknown) =>
        tell({ event: "failed", id: order.id, why: error instanceof Error ? error.message : String(error) }),
    ),
  );
});
process.stdin.on("end", () => process.exit());
tell({ event: "ready" });

async function perform(order: InterceptorOrder): Promise<void> {
  switch (order.order) {
    case "open": {
      await interceptor?.close();
      nonces.begin();
      const attack = await attackNamed(order.attack);
      interceptor = await openInterceptor({
        attack: order.victim === null ? attack : aimed(attack, order.victim),
        legsOn: order.legsOn,
        tell(to, signal) {
          if (signal.type === "candidate") nonces.faces(to, signal.candidate);
          tell({ event: "tell", to, signal });
        },
      });
      return;
    }
    case "signal":
      passingTo = counterpartOf(order.from);
      interceptor?.pass(order.from, order.signal);
      return;
    case "read": {
      const { messagesRead = [], unread = [] } = interceptor ?? {};
      tell({
        event: "read",
        messages: messagesRead.map(({ from, channel, type, content }) => ({
          from,
          channel,
          ...factsOf(type, Buffer.from(content)),
        })),
        unread: [...unread],
        nonces: nonces.found(),
      });
      return;
    }
    case "close":
      await interceptor?.close();
      interceptor = undefined;
      return;
  }
}

function tell(event: InterceptorEvent): void {
  tellLine(process.stdout, event);
}

/** Those of the lab, and two that only make sense against one victim: it must refuse both. */
async function attackNamed(id: string): Promise<SignallingAttack> {
  const plain = signallingAttackById("substitute-fingerprint");
  if (id === "wrong-fingerprint")
    return {
      ...plain,
      id,
      title: "The genuine fingerprint, another certificate",
      description: (sdp, leg) => towardsLeg(sdp, leg),
    };
  if (id === "certificate-without-key") {
    const { der } = await makeLocalCertificate("bob", () => undefined);
    return {
      ...plain,
      id,
      title: "A certificate without its key",
      settleCertificate: () => ({ certificate: der, tries: 0 }),
    };
  }
  return signallingAttackById(id);
}

/** The attack on one peer. The other is led to its leg by plain substitution, which no stack can refuse. */
function aimed(attack: SignallingAttack, victim: PeerName): SignallingAttack {
  const plain = signallingAttackById("substitute-fingerprint");
  return {
    ...attack,
    description: (sdp, leg) => (passingTo === victim ? attack : plain).description(sdp, leg),
  };
}
