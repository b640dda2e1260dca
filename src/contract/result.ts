/** Whether a run went as its scenario expects. It does not say whether that is good news. */
export const RESULTS = ["as-expected", "not-as-expected", "inconclusive", "harness-error"] as const;
export type Result = (typeof RESULTS)[number];

/** In words that do not depend on a colour. */
export const RESULT_WORDS: Readonly<Record<Result, string>> = {
  "as-expected": "as expected",
  "not-as-expected": "NOT as expected",
  inconclusive: "inconclusive",
  "harness-error": "the lab itself failed",
};
