import type { Answer } from "../contract/answer.ts";
import type { Check } from "../contract/check.ts";
import type { Claim } from "../contract/claim.ts";
import type { Evidence } from "../contract/evidence.ts";
import type { Outcome } from "../contract/outcome.ts";
import type { Result } from "../contract/result.ts";
import type { Scenario } from "../scenario.ts";
import { answerOf } from "./answer.ts";
import type { Case } from "./case.ts";
import { makeChecks } from "./checks/index.ts";
import { CONTROLS } from "./checks/searchControl.ts";
import { testClaims } from "./claims/index.ts";
import { gatherEvidence } from "./evidence/index.ts";
import { outcomeOf } from "./outcome.ts";

export interface Verdict {
  readonly evidence: Evidence;
  readonly checks: readonly Check[];
  readonly claims: readonly Claim[];
  readonly result: Exclude<Result, "harness-error">;
  readonly answer: Answer;
  readonly outcome: Outcome;
}

/**
 * Judges one run. It decides whether what was observed is what the scenario expected; it does not decide whether that is
 * good news. Nobody's opinion enters: not an actor's, not the attack's.
 */
export function judge(given: Case): Verdict {
  const evidence = gatherEvidence(given.run);
  const checks = makeChecks(given, evidence);
  const result = resultOf(given.scenario, checks, evidence);
  return {
    evidence,
    checks,
    claims: testClaims({ run: given.run, evidence, checks }),
    result,
    answer: answerOf(given.scenario, result, evidence),
    outcome: outcomeOf(given.run, evidence),
  };
}

/**
 * A failed check outweighs an unknown one. Where the question itself, who read or changed the content, stays
 * unknown, or a control of the search failed, the run is inconclusive and never a pass; other checks that could
 * not be made do not fail it. What nobody foretold is observed: only checks that every run must pass can fail it.
 */
function resultOf(
  { expect }: Scenario,
  checks: readonly Check[],
  { disclosed, altered, remoteCertificate }: Evidence,
): Verdict["result"] {
  if (checks.some(({ ok }) => ok === false)) return "not-as-expected";
  if (checks.some(({ id, ok }) => ok === null && CONTROLS.includes(id))) return "inconclusive";
  const conclusive = expect === undefined ? "observed" : "as-expected";
  const open = [disclosed, altered, remoteCertificate.alice, remoteCertificate.bob];
  return open.some(({ value }) => value === "unknown") ? "inconclusive" : conclusive;
}
