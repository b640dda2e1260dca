import type { Case } from "../../run/case.ts";
import { readingsOf } from "../../run/readings.ts";
import type { Evidence } from "../contract.ts";

/**
 * What the comparison showed, on both sides: from the certificates themselves, whatever the peers made of them. A
 * committed code is taken as reported, because it depends on nonces too. A peer that reported something else than its
 * certificates give fails the check comparison-readings.
 */
export function comparison(run: Case): Evidence["comparison"] {
  const readings = readingsOf(run);
  const basis = readings.map(({ compared }) => compared.seq);
  if (readings.length === 0) return { value: "not-made", basis, because: "nobody compared anything" };
  const reported = readings.some(({ expected }) => expected === undefined);
  const source = reported
    ? "; taken as reported where the certificates alone do not give it: a committed code depends on nonces too"
    : ", worked out again from the certificates";
  const different = readings.filter(
    ({ heard, expected, compared }) => heard === "" || heard !== (expected ?? compared.expected),
  );
  return different.length === 0
    ? { value: "match", basis, because: `each peer heard what it expected${source}` }
    : {
        value: "mismatch",
        basis,
        because: `${[...new Set(different.map(({ by }) => by))].join(" and ")} heard something else than expected${source}`,
      };
}
