import type { Check, CheckId } from "../../../../src/contract/check.ts";
import type { Case } from "../../../../src/verdict/case.ts";
import { makeChecks } from "../../../../src/verdict/checks/index.ts";
import { gatherEvidence } from "../../../../src/verdict/evidence/index.ts";
import { type RecordedCase, recordedCase, runOf } from "../../recordedCase.ts";

/** A way in which a check has been seen to fail: a run in which it holds, and one fact of it that is made untrue. */
export interface Failure {
  readonly id: CheckId;
  /** What was changed, as it follows "fails when". */
  readonly when: string;
  readonly before: () => Promise<readonly Check[]>;
  readonly after: () => Promise<readonly Check[]>;
  /** The reason that the check must give. Any other failure proves nothing. */
  readonly observed: RegExp;
  /** What a failed control makes of itself: it does not fail a run, it leaves it unknown. */
  readonly ok?: null;
}

type Change = (recorded: RecordedCase) => RecordedCase;

/** A failure by a change of a recorded run of this scenario. */
export function inRun(
  scenario: string,
  id: CheckId,
  when: string,
  change: Change,
  observed: RegExp,
): Failure {
  return {
    id,
    when: `${when}, in a run of ${scenario}`,
    before: () => once(scenario, async () => checksOfRecorded(await recordedCase(scenario))),
    after: async () => checksOfRecorded(change(await recordedCase(scenario))),
    observed,
  };
}

/** A failure by other facts than those that the check holds on. */
export function inFacts(
  id: CheckId,
  when: string,
  before: () => Case,
  after: () => Case,
  observed: RegExp,
): Failure {
  return {
    id,
    when,
    before: async () => checksOfCase(before()),
    after: async () => checksOfCase(after()),
    observed,
  };
}

export function checksOfRecorded(recorded: RecordedCase): Check[] {
  return checksOfCase({ scenario: recorded.scenario, run: runOf(recorded) });
}

function checksOfCase(given: Case): Check[] {
  return makeChecks(given, gatherEvidence(given.run));
}

const made = new Map<string, Promise<readonly Check[]>>();

/** The unchanged run is judged once, however many changes of it are. */
export function once(name: string, make: () => Promise<readonly Check[]>): Promise<readonly Check[]> {
  const checks = made.get(name) ?? make();
  made.set(name, checks);
  return checks;
}
