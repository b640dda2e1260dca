import { QUESTIONS } from "../../model/quiz.ts";

/** The questions of `--quiz`, for a show of hands. It knows nothing of the run, so it can give nothing away. */
export function GuessSlide() {
  return (
    <>
      <ol class="slide-list">
        {Object.values(QUESTIONS).map((question) => (
          <li>{question}</li>
        ))}
      </ol>
      <p>Hands up for yes, then for no. The answers come later.</p>
    </>
  );
}
