import type { Recording } from "../../run/recording.ts";
import type { Scenario } from "../../scenario.ts";
import type { TraceEvent } from "../../trace/events.ts";
import type { Report } from "./report.ts";

/** All that a written report is made from. The forms of the report differ; what they are made from does not. */
export interface Page {
  readonly report: Report;
  readonly scenario: Scenario;
  readonly trace: readonly TraceEvent[];
  readonly recording: Recording;
  /** What attacks and defences of the scenario say about themselves. The report cannot look them up. */
  readonly explanations?: readonly Explanation[];
}

export interface Explanation {
  readonly kind: "attack" | "defence";
  readonly title: string;
  /** One paragraph a string. */
  readonly text: readonly string[];
}
