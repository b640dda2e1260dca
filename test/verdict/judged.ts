import type { CheckId } from "../../src/contract/check.ts";
import { judge, type Verdict } from "../../src/verdict/judge.ts";
import { type RecordedCase, runOf } from "./recordedCase.ts";

export function judged(recorded: RecordedCase): Verdict {
  return judge({ scenario: recorded.scenario, run: runOf(recorded) });
}

/** What one check observed, and whether it held. */
export function check(verdict: Verdict, id: CheckId): { observed: string; ok: boolean | null } {
  const found = verdict.checks.find((candidate) => candidate.id === id);
  if (!found) throw new Error(`the verdict has no check "${id}"`);
  return { observed: found.observed, ok: found.ok };
}
