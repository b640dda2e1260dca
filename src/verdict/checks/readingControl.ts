import type { Check } from "../../contract/check.ts";
import { isAttacked } from "../../run/calls.ts";
import type { Case } from "../case.ts";

/**
 * Of calls with an attacker in the middle: what it wrote down equals, message for message, what the peers sent through
 * it. (Where the attack is to find nothing, nothing is sent through it.) Less would mean that it lost something, more that it made something up.
 */
export function readingControl({ run, scenario }: Case): Check[] {
  if (!isAttacked(run.calls) || scenario.expect?.attackFindsNothing) return [];
  const sent = run.messages.filter(({ attacker, sent }) => attacker !== undefined && sent !== undefined);
  const missed = sent.filter(({ read }) => read === undefined);
  const log = run.facts["message-read"];
  const joined = run.messages.filter(({ attacker, read }) => attacker !== undefined && read !== undefined);
  const invented = log.length - joined.length;
  const faults = [
    ...(missed.length > 0 ? [`${missed.length} that the peers sent are not among them`] : []),
    ...(invented > 0 ? [`${invented} of them no peer sent`] : []),
  ];
  const silent = sent.length === 0 && log.length === 0;
  return [
    {
      id: "reading-control",
      claim: "messages that the peers sent through the attacker and that it wrote down, equal by hash",
      expected: `all ${sent.length}, and no others`,
      observed: silent
        ? "no message was sent through the attacker"
        : faults.length === 0
          ? `all ${sent.length}, and no others`
          : `the attacker wrote down ${log.length}: ${faults.join("; ")}`,
      ok: silent ? null : faults.length === 0,
      basis: [...sent.flatMap(({ sent }) => sent?.seq ?? []), ...log.map(({ seq }) => seq)].slice(0, 20),
    },
  ];
}
