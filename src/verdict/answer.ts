import { type Answer, unanswered } from "../contract/answer.ts";
import type { Evidence } from "../contract/evidence.ts";
import type { Result } from "../contract/result.ts";
import type { Scenario } from "../scenario.ts";

/**
 * The answer to the scenario's question. It follows from the evidence, whether the run went as expected or not; a run that
 * lacks what a judgement needs is not answered.
 */
export function answerOf(scenario: Scenario, result: Result, evidence: Evidence): Answer {
  switch (result) {
    case "as-expected":
    case "observed":
    case "not-as-expected":
      return scenario.answer(evidence);
    case "inconclusive":
      return unanswered(whatIsMissing(evidence));
    case "harness-error":
      return unanswered("the lab itself failed");
  }
}

function whatIsMissing({ disclosed, altered, remoteCertificate }: Evidence): string {
  const open = [disclosed, altered, remoteCertificate.alice, remoteCertificate.bob].filter(
    ({ value }) => value === "unknown",
  );
  return open.length === 0
    ? "a control of the search did not work; the checks name it"
    : [...new Set(open.map(({ because }) => because))].join("; ");
}
