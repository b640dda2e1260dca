import type { Check, CheckId } from "../../src/contract/check.ts";
import { makeChecks } from "../../src/verdict/checks/index.ts";
import { gatherEvidence } from "../../src/verdict/evidence/index.ts";
import { type RecordedCase, runOf } from "./recordedCase.ts";

/** Every check of a run. */
export function checksOf(recorded: RecordedCase): Check[] {
  const run = runOf(recorded);
  return makeChecks({ scenario: recorded.scenario, run }, gatherEvidence(run));
}

/** What one check observed, and whether it held. */
export function checked(recorded: RecordedCase, id: CheckId): Pick<Check, "observed" | "ok"> {
  const found = checksOf(recorded).find((check) => check.id === id);
  if (!found) throw new Error(`the run has no check "${id}"`);
  return { observed: found.observed, ok: found.ok };
}
