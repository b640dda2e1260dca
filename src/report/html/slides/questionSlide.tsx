import type { View } from "../../model/view.ts";

export function QuestionSlide({ view: { report, scenario } }: { view: View }) {
  return (
    <>
      <p class="slide-large">{report.question}</p>
      <p class="faint">{scenario.title}</p>
    </>
  );
}
