import type { Result } from "../../../contract/result.ts";
import type { Tone } from "./sign.tsx";

/** How a result looks. The word beside it says it. */
export const RESULT_TONES: Readonly<Record<Result, Tone>> = {
  "as-expected": "good",
  observed: "good",
  "not-as-expected": "bad",
  inconclusive: "open",
  "harness-error": "open",
};
