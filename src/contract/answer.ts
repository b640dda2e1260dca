import * as v from "valibot";
import { basisSchema } from "./basis.ts";
import type { Finding } from "./evidence.ts";

/** The answer to a scenario's question, from this run's evidence. */
export const answerSchema = v.object({
  verdict: v.picklist(["yes", "no", "partly", "unknown"]),
  /** One sentence; it begins with the verdict. */
  sentence: v.string(),
  basis: basisSchema,
});
export type Answer = v.InferOutput<typeof answerSchema>;

/**
 * An answer that rests on findings. Where one of them is unknown, so is the answer, whatever the sentence says.
 */
export function answered(
  verdict: "yes" | "no" | "partly",
  sentence: string,
  ...findings: readonly Finding[]
): Answer {
  const open = findings.find(({ value }) => value === "unknown");
  const basis = findings.flatMap(({ basis }) => basis.slice(0, MAX_BASIS));
  if (open) return { verdict: "unknown", sentence: `Unknown: ${open.because}.`, basis };
  return { verdict, sentence, basis };
}

/** A finding may rest on thousands of lines. */
const MAX_BASIS = 8;

export function unanswered(because: string): Answer {
  return { verdict: "unknown", sentence: `Unknown: ${because}.`, basis: [] };
}
