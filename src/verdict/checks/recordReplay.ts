import type { Check } from "../../contract/check.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Case } from "../case.ts";

/**
 * What became of records that the attacker on the path sent again. "Taken" rests on the receiver's own acknowledgements, so a run in
 * which it shows is the control of one in which it does not.
 */
export function recordReplay(
  { scenario }: Case,
  { replays: { sent, taken, delivered, basis } }: Evidence,
): Check[] {
  const replaysTaken = scenario.expect?.replaysTaken;
  if (replaysTaken === undefined) return [];
  const words = (taken: number, delivered: number) =>
    `${taken} of ${sent} taken by DTLS, ${delivered === 0 ? "none" : delivered} delivered once more`;
  const expected = words(replaysTaken === "all" ? sent : 0, 0);
  const observed = sent === 0 ? "nothing was sent again" : words(taken, delivered);
  return [
    {
      id: "record-replay",
      claim: "records that the attacker on the path sent again, and what the receiver made of them",
      expected,
      observed,
      ok: sent > 0 && observed === expected,
      basis,
    },
  ];
}
