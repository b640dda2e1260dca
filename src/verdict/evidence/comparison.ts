import { eventsOf } from "../../trace/events.ts";
import type { Case } from "../case.ts";
import type { Evidence } from "../contract.ts";

/** What the out-of-band comparison showed: recomputed from what was heard and what was expected, on both sides. */
export function comparison({ trace }: Case): Evidence["comparison"] {
  const compared = eventsOf(trace, "compared");
  const basis = compared.map(({ seq }) => seq);
  if (compared.length === 0) return { value: "not-made", basis, because: "nobody compared anything" };
  const different = compared.filter(({ heard, expected }) => heard !== expected);
  return different.length === 0
    ? { value: "match", basis, because: "each peer heard what it expected" }
    : {
        value: "mismatch",
        basis,
        because: `${different.map(({ actor }) => actor).join(" and ")} heard something else than expected`,
      };
}
