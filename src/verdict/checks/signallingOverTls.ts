import { linesOf } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import { peersOf } from "../../run/calls.ts";
import { PEER_NAMES } from "../../trace/parties.ts";
import type { Case } from "../case.ts";

/**
 * Of a scenario whose signalling runs over TLS: each peer, in each call, insisted on the server's certificate and name.
 * It is the peers' own word: nobody records the signalling connection.
 */
export function signallingOverTls({ scenario, run: { calls } }: Case): Check[] {
  if (scenario.signalling !== "wss") return [];
  const due = calls.flatMap((call) =>
    peersOf(call).map(({ peer, signallingOverTls }) => ({
      name: `${PEER_NAMES[peer]} in call ${call.number}`,
      reached: signallingOverTls,
    })),
  );
  const list = (reports: typeof due) => reports.map(({ name }) => name).join(", ") || "nobody";
  const reached = due.filter(({ reached }) => reached !== undefined);
  return [
    {
      id: "signalling-over-tls",
      claim:
        "who reached the signalling server over TLS, and checked its certificate and name, by the peers' own word",
      expected: list(due),
      observed: list(reached),
      ok: due.length > 0 && reached.length === due.length,
      basis: linesOf(...due.map(({ reached }) => reached)),
    },
  ];
}
