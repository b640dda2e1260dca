import type { Case } from "../../run/case.ts";
import { eventsOf } from "../../trace/events.ts";
import { PEERS } from "../../trace/parties.ts";
import type { Check } from "../contract.ts";

/** Of a scenario whose signalling runs over TLS: both peers, in every call, insisted on the server's certificate and name. */
export function signallingOverTls({ scenario, trace }: Case): Check[] {
  if (scenario.signalling !== "wss") return [];
  const reached = eventsOf(trace, "signalling-over-tls");
  const expected = scenario.calls.length * PEERS.length;
  return [
    {
      id: "signalling-over-tls",
      claim: "signalling connections over TLS, to a server whose certificate and name the peer checked",
      expected: `${expected} of ${expected}`,
      observed: `${reached.length} of ${expected}`,
      ok: reached.length === expected,
      basis: reached.map(({ seq }) => seq),
    },
  ];
}
