import { packetBasis } from "../../contract/basis.ts";
import type { Check } from "../../contract/check.ts";
import type { Case } from "../case.ts";
import { nonceReports } from "../evidence/nonces.ts";

/**
 * No two different records of one direction share a nonce. AES-GCM loses confidentiality of such a pair, and
 * its authentication altogether. A record that was only sent again, byte for byte, is no reuse. Where a scenario
 * lets a stack reuse nonces, this must find some: that is the control of all the runs in which it finds none.
 */
export function noncesUnique({ scenario, run }: Case): Check[] {
  const { associations, reused, isUnknown } = nonceReports(run.associations);
  const expected = reuseIsDue(scenario) ? "some" : "none";
  const observed = reused.length === 0 ? "none" : "some";
  const check = {
    id: "nonces-unique",
    claim: "encrypted records that share their nonce with another record",
    expected,
    basis: reused.flatMap(({ packets }) => packetBasis(packets)),
  } as const;
  if (associations === 0) return [{ ...check, observed: "no encrypted record was captured", ok: null }];
  if (observed === "none" && isUnknown)
    return [
      {
        ...check,
        observed:
          "not tested: the cipher suite of a connection is not known, or its record numbers are encrypted and were not opened",
        ok: null,
      },
    ];
  const count = reused.length === 1 ? "1 pair" : `${reused.length} pairs`;
  return [{ ...check, observed: reused.length === 0 ? "none" : `some: ${count}`, ok: observed === expected }];
}

/** Where nobody foretold the run, a stack without the guard of its record numbers is bound to. */
function reuseIsDue({ expect, calls }: Case["scenario"]): boolean {
  if (expect) return expect.noncesReused ?? false;
  return calls.some(({ dangerSkipGuards = [] }) => dangerSkipGuards.includes("nonce"));
}
