import type { Check } from "../../contract/check.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Case } from "../case.ts";

/**
 * Did the peers receive messages of content that the other one never sent, as many as the script says? By the peers' own
 * word, where somebody foretold the run. A message that arrived changed, without the attacker saying so, counts here and is missing among those that arrived.
 */
export function invented({ scenario, run }: Case, { delivery }: Evidence): Check[] {
  if (scenario.expect === undefined) return [];
  const { times, basis } = delivery.invented;
  const due = scenario.calls.flatMap(({ script }) =>
    script.map((step) => (step.step === "say" ? (step.forged ?? 0) : 0)),
  );
  const expected = due.reduce((sum, forged) => sum + forged, 0);
  const nothingReceived = run.messages.every(({ received }) => received === undefined);
  return [
    {
      id: "invented",
      claim: "messages of content that a peer received and the other one never sent",
      expected: counted(expected),
      observed: nothingReceived ? "no message was received" : counted(times),
      ok: nothingReceived && expected === 0 ? null : times === expected,
      basis: basis.slice(0, 20),
    },
  ];
}

function counted(times: number): string {
  return times === 0 ? "none" : String(times);
}
