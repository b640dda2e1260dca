import { OUTCOME_WORDS } from "../../../contract/outcome.ts";
import { resultSentence } from "../../../contract/result.ts";
import { foretoldIn, score } from "../../model/quiz.ts";
import type { View } from "../../model/view.ts";

/** The answer by this run's evidence, and the lesson only where the run went as its scenario expects. */
export function AnswerSlide({ view }: { view: View }) {
  const { report, scenario } = view;
  const answers = foretoldIn(view);
  const { symbol, words } = OUTCOME_WORDS[report.outcome];
  return (
    <>
      <p class="slide-large">{report.answer.sentence}</p>
      {answers && <p>Of what you expected, {score(answers)}.</p>}
      <p>
        For the peers: <span aria-hidden="true">{symbol}</span> {words}
      </p>
      <p>{report.result === "as-expected" ? scenario.lesson : `${resultSentence(report.result)}.`}</p>
    </>
  );
}
