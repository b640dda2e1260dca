import type { Case } from "../../run/case.ts";
import { readingsOf } from "../../run/readings.ts";
import type { Check } from "../contract.ts";

/** Did the peers read aloud, hear and expect what they had to? A peer that lies, or errs, fails here. */
export function comparisonReadings(run: Case): Check[] {
  const readings = readingsOf(run);
  if (readings.length === 0) return [];
  const found = [...new Set(readings.flatMap(({ contradictions }) => contradictions))];
  const again = readings.filter(({ expected }) => expected !== undefined).length;
  const counted = `all ${readings.length}`;
  return [
    {
      id: "comparison-readings",
      claim: "comparisons in which both persons said, heard and expected what they had to",
      expected: counted,
      observed:
        found.length === 0
          ? `${counted}, ${again} of them worked out again from the certificates`
          : found.join("; "),
      ok: found.length === 0,
      basis: readings.map(({ compared }) => compared.seq),
    },
  ];
}
