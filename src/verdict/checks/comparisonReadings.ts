import type { Check } from "../../contract/check.ts";
import type { Case } from "../case.ts";

/**
 * Did the peers say, hear and expect what follows from their certificates, and from what reached them? A peer that lies,
 * or errs, fails here. What was heard over the call itself may be the attacker's word: here it only has to have arrived.
 */
export function comparisonReadings({ run: { comparisons } }: Case): Check[] {
  if (comparisons.length === 0) return [];
  const found = [...new Set(comparisons.flatMap(({ contradictions }) => contradictions))];
  const again = comparisons.filter(({ expected }) => expected !== undefined).length;
  const over = comparisons.filter((comparison) => comparison.over !== undefined).length;
  const arrived = over > 0 ? `, ${over} heard over the call: whatever arrived there` : "";
  return [
    {
      id: "comparison-readings",
      claim:
        "each person said and expected what follows from the certificates or the session on that person's side, and heard what was passed on",
      expected: `all ${comparisons.length} comparisons`,
      observed:
        found.length === 0
          ? `all ${comparisons.length} comparisons, ${again} of them computed again here${arrived}`
          : found.join("; "),
      ok: found.length === 0,
      basis: comparisons.map(({ seq }) => seq),
    },
  ];
}
