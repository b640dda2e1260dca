import { linesOf } from "../../contract/basis.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Run } from "../../run/run.ts";

/**
 * What became of the messages that people sent each other: arrived in some form, and read on the way by the attacker's own
 * word. Invented: by the peers' word, the one received it and the other sent no such thing.
 */
export function delivery({ messages }: Run): Evidence["delivery"] {
  const sent = messages.filter(({ sent, purpose }) => sent !== undefined && purpose === "content");
  const invented = messages.filter(({ sent, purpose }) => sent === undefined && purpose === "content");
  const lost = sent.filter(({ received }) => received === undefined);
  return {
    sent: sent.length,
    arrived: sent.length - lost.length,
    readOnTheWay: sent.filter(({ read, sealed }) => read !== undefined && sealed === undefined).length,
    sealedOnTheWay: sent.filter(({ read, sealed }) => read !== undefined && sealed !== undefined).length,
    basis: linesOf(...lost.map((message) => message.sent)),
    invented: {
      times: invented.length,
      basis: linesOf(...invented.map((message) => message.received)),
    },
  };
}
