import * as v from "valibot";
import { answerSchema } from "../../contract/answer.ts";
import { checkSchema } from "../../contract/check.ts";
import { claimSchema } from "../../contract/claim.ts";
import { evidenceSchema } from "../../contract/evidence.ts";
import { OUTCOMES } from "../../contract/outcome.ts";

const always = {
  schema: v.literal(1),
  scenario: v.string(),
  question: v.string(),
  environment: v.object({ lab: v.string(), node: v.string(), werift: v.string(), platform: v.string() }),
  startedAt: v.string(),
  durationMs: v.number(),
  /** The answer to the question, from the evidence of this run. */
  answer: answerSchema,
};

/** A run that came to its end and was judged. */
const judgedReportSchema = v.object({
  ...always,
  result: v.picklist(["as-expected", "observed", "not-as-expected", "inconclusive"]),
  /** What the run came to for its peers. */
  outcome: v.picklist(OUTCOMES),
  evidence: evidenceSchema,
  checks: v.array(checkSchema),
  claims: v.array(claimSchema),
  artefacts: v.array(v.object({ path: v.string(), sha256: v.string(), bytes: v.number() })),
});
export type JudgedReport = v.InferOutput<typeof judgedReportSchema>;

/** A run that the lab itself failed to finish. Nothing was observed, so nothing is said of it. */
const failedReportSchema = v.object({
  ...always,
  result: v.literal("harness-error"),
  failure: v.object({ code: v.string(), message: v.string() }),
});
export type FailedReport = v.InferOutput<typeof failedReportSchema>;

/** The contract of `report.json`. Fields may be added; none changes its meaning. */
export const reportSchema = v.variant("result", [judgedReportSchema, failedReportSchema]);
export type Report = v.InferOutput<typeof reportSchema>;

export function isJudged(report: Report): report is JudgedReport {
  return report.result !== "harness-error";
}
