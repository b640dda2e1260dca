import { foretoldIn } from "../../model/quiz.ts";
import type { View } from "../../model/view.ts";
import { Expected } from "../parts/prediction.tsx";

/** Whoever was asked before the run finds the guess here, in place of the title, which would give the answer away. */
export function QuestionSlide({ view }: { view: View }) {
  const answers = foretoldIn(view);
  return (
    <>
      <p class="slide-large">{view.report.question}</p>
      {answers ? (
        <>
          <p>What you expected before the run:</p>
          <Expected answers={answers} />
        </>
      ) : (
        <p class="faint">{view.scenario.title}</p>
      )}
    </>
  );
}
