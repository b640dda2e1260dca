import type { View } from "../../model/view.ts";

/** Without their answers, which the report has folded. */
export function QuestionsSlide({ view: { scenario, report } }: { view: View }) {
  const { classroom = [] } = scenario;
  if (classroom.length === 0) return <p class="slide-large">{report.question} Say why, in your own words.</p>;
  return (
    <ol class="slide-list">
      {classroom.map(({ question }) => (
        <li>{question}</li>
      ))}
    </ol>
  );
}
