import * as v from "valibot";
import { checkSchema, claimSchema, evidenceSchema, RESULTS } from "../../verdict/contract.ts";

/** The contract of `report.json`. Fields may be added; none changes its meaning. */
export const reportSchema = v.object({
  schema: v.literal(1),
  scenario: v.string(),
  question: v.string(),
  result: v.picklist(RESULTS),
  /** The answer in one sentence, made from the evidence of this run. */
  answer: v.string(),
  evidence: evidenceSchema,
  checks: v.array(checkSchema),
  claims: v.array(claimSchema),
  artefacts: v.array(v.object({ path: v.string(), sha256: v.string(), bytes: v.number() })),
  environment: v.object({ lab: v.string(), node: v.string(), werift: v.string(), platform: v.string() }),
  startedAt: v.string(),
  durationMs: v.number(),
});

export type Report = v.InferOutput<typeof reportSchema>;
