import type { Run } from "../run/run.ts";
import type { Scenario } from "../scenario.ts";

/** What a judge is given: what happened, and what the scenario expects of it. Nothing else. */
export interface Case {
  readonly scenario: Scenario;
  readonly run: Run;
}
