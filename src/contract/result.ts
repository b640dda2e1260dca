/**
 * Whether a run went as its scenario expects. It does not say whether that is good news. "observed": nobody foretold what
 * the run would come to, and what every run must pass was passed.
 */
export const RESULTS = [
  "as-expected",
  "observed",
  "not-as-expected",
  "inconclusive",
  "harness-error",
] as const;
export type Result = (typeof RESULTS)[number];

/** In words that do not depend on a colour. */
export const RESULT_WORDS: Readonly<Record<Result, string>> = {
  "as-expected": "as expected",
  observed: "observed, nothing was foretold",
  "not-as-expected": "NOT as expected",
  inconclusive: "inconclusive",
  "harness-error": "the lab itself failed",
};

/** As a sentence about the run, without its full stop. */
export function resultSentence(result: Result): string {
  return result === "observed"
    ? "Nobody foretold what this run would come to"
    : `This run went ${RESULT_WORDS[result]}`;
}
