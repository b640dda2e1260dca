import type { Run } from "../../run/run.ts";
import type { Scenario } from "../../scenario.ts";
import type { JudgedReport } from "./report.ts";

/** All that a written report is made from. The forms of the report differ; what they are made from does not. */
export interface Page {
  readonly report: JudgedReport;
  readonly scenario: Scenario;
  readonly run: Run;
  /** All that exist, in the order of the course: what prose may name, and where a reader can go on. Left out: nowhere. */
  readonly scenarios?: readonly Scenario[];
  /** Where the index of all runs is, as seen from the page. Left out: in the folder above. */
  readonly index?: string;
  /** What attacks and defences of the scenario say about themselves. The report cannot look them up. */
  readonly explanations?: readonly Explanation[];
}

export function indexFrom({ index = "../index.html" }: Pick<Page, "index">): string {
  return index;
}

export interface Explanation {
  readonly kind: "attack" | "defence";
  readonly title: string;
  /** One paragraph a string. */
  readonly text: readonly string[];
}
