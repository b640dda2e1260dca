import { type Answer, unanswered } from "../contract/answer.ts";
import type { Evidence } from "../contract/evidence.ts";
import type { Result } from "../contract/result.ts";
import type { Scenario } from "../scenario.ts";

/** The answer to the scenario's question. A run whose controls failed answers nothing. */
export function answerOf(scenario: Scenario, result: Result, evidence: Evidence): Answer {
  return result === "inconclusive" ? unanswered("a control failed") : scenario.answer(evidence);
}
