import type { Check } from "../../contract/check.ts";
import { ACTOR_NAMES } from "../../trace/parties.ts";
import type { Case } from "../case.ts";

/**
 * Where client code shows a match whatever was compared: did each person who compared see a match although what they heard
 * does not follow from their certificates? What was on the screen is the peer's own word; the comparison is computed here.
 */
export function screens({ run, scenario }: Case): Check[] {
  if (!scenario.calls.some(({ clientCode }) => clientCode === "shows-a-match")) return [];
  const shown = run.facts["match-shown"];
  const findings = run.comparisons.map(({ by, matches, seq }) => {
    const lie = shown.find((event) => event.actor === by && event.seq > seq);
    const said = lie ? "a match" : "no match";
    const was = matches ? "it matched" : "it did not match";
    return {
      observed: `${ACTOR_NAMES[by]} was shown ${said} and ${was}`,
      ok: lie !== undefined && !matches,
      basis: [seq, ...(lie ? [lie.seq] : [])],
    };
  });
  const wrong = findings.filter(({ ok }) => !ok);
  return [
    {
      id: "screens",
      claim: "what each person's screen showed of a comparison, beside what it came to",
      expected: "a match, and it did not match",
      observed:
        findings.length === 0
          ? "nobody compared"
          : (wrong.length > 0 ? wrong : findings).map(({ observed }) => observed).join("; "),
      ok: findings.length > 0 && wrong.length === 0,
      basis: findings.flatMap(({ basis }) => basis),
    },
  ];
}
