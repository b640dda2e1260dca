import type { Check } from "../../contract/check.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Run } from "../../run/run.ts";
import { PEER_NAMES } from "../../trace/parties.ts";
import type { Case } from "../case.ts";

/**
 * Did every message of content that a peer sent reach the other one, as it was or changed, but for those that the script
 * says will not arrive? By the peers' own word. Where nobody foretold the run, nobody said what will not arrive.
 */
export function arrived({ scenario, run }: Case, { delivery: { sent, arrived, basis } }: Evidence): Check[] {
  if (scenario.expect === undefined) return [];
  const meantToBeLost = scenario.calls.flatMap(({ script }) =>
    script.flatMap((step) => (step.step === "say" && step.arrives !== undefined ? `"${step.canary}"` : [])),
  );
  const lost = lostMessages(run);
  const summary = (arrived: number, names: readonly string[]) =>
    names.length === 0 ? `all ${sent}` : `${arrived} of ${sent}; lost: ${names.join(", ")}`;
  return [
    {
      id: "arrived",
      claim: "messages of content that were sent and arrived, whether changed or not",
      expected: sent === 0 ? "all" : summary(sent - meantToBeLost.length, meantToBeLost),
      observed: sent === 0 ? "no content was sent" : summary(arrived, lost),
      ok: sent === 0 ? null : lost.toSorted().join() === meantToBeLost.toSorted().join(),
      basis: basis.slice(0, 20),
    },
  ];
}

function lostMessages({ messages, canaries }: Run): string[] {
  return messages.flatMap(({ purpose, from, sent, received }) => {
    if (purpose !== "content" || sent === undefined || received !== undefined) return [];
    const canary = canaries.find(({ sentIn }) => sentIn.includes(sent.seq));
    return canary ? `"${canary.name}"` : `what ${PEER_NAMES[from]} sent in line ${sent.seq}`;
  });
}
