import type { Case } from "../run/case.ts";
import { makeChecks } from "./checks/index.ts";
import { CONTROLS } from "./checks/searchControl.ts";
import { holdClaims } from "./claims/index.ts";
import type { Check, Claim, Evidence, Result } from "./contract.ts";
import { gatherEvidence } from "./evidence/index.ts";

export interface Verdict {
  readonly evidence: Evidence;
  readonly checks: readonly Check[];
  readonly claims: readonly Claim[];
  readonly result: Result;
}

/**
 * Judges one run from its artefacts alone. It decides whether what was observed is what the scenario expected;
 * it does not decide whether that is good news. Nobody's opinion enters: not an actor's, not the attack's.
 */
export function judge(run: Case): Verdict {
  const evidence = gatherEvidence(run);
  const checks = makeChecks(run, evidence);
  return {
    evidence,
    checks,
    claims: holdClaims({ run, evidence, checks }),
    result: resultOf(checks, evidence),
  };
}

/**
 * A failed check outweighs an unknown one. Where the question itself, who read or changed the content, stays
 * unknown, or a control of the search failed, the run is inconclusive and never a pass; other checks that could
 * not be made do not fail it.
 */
function resultOf(checks: readonly Check[], { disclosed, altered, remoteCertificate }: Evidence): Result {
  if (checks.some(({ ok }) => ok === false)) return "not-as-expected";
  if (checks.some(({ id, ok }) => ok === null && CONTROLS.includes(id))) return "inconclusive";
  const open = [disclosed, altered, remoteCertificate.alice, remoteCertificate.bob];
  return open.some(({ value }) => value === "unknown") ? "inconclusive" : "as-expected";
}
