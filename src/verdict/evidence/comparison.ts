import type { Evidence } from "../../contract/evidence.ts";
import type { Run } from "../../run/run.ts";
import { ACTOR_NAMES } from "../../trace/parties.ts";

/**
 * What the comparisons showed, on both sides, worked out again from the certificates and the messages that were
 * exchanged, whatever the peers made of them. That the peers said and heard what follows from these is the check
 * comparison-readings.
 */
export function comparison({ comparisons }: Run): Evidence["comparison"] {
  const basis = comparisons.map(({ seq }) => seq);
  if (comparisons.length === 0) return { value: "not-made", basis, because: "nobody compared anything" };
  const different = comparisons.filter(({ matches }) => !matches);
  const where = comparisons.every(({ over }) => over !== undefined) ? " over the call itself" : "";
  return different.length === 0
    ? { value: "match", basis, because: `each peer heard what it expected${where}` }
    : {
        value: "mismatch",
        basis,
        because: `${[...new Set(different.map(({ by }) => ACTOR_NAMES[by]))].join(" and ")} heard something else than expected${where}`,
      };
}
