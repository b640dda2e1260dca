import * as v from "valibot";

/** What the surveying process prints. */
export const surveyedSchema = v.object({
  ms: v.number(),
  peakMiB: v.number(),
  packets: v.number(),
  judged: v.number(),
  reused: v.number(),
  found: v.number(),
});
export type Surveyed = v.InferOutput<typeof surveyedSchema>;
