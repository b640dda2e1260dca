import type { View } from "../../model/view.ts";
import { Part } from "../components/part.tsx";
import { Prose } from "../components/prose.tsx";

/** What to ask a class. Each answer is one click away; on the handout only the questions stand. */
export function ClassQuestions({ view: { scenario } }: { view: View }) {
  const { classroom = [] } = scenario;
  return (
    <Part id="class" title="Questions for a class">
      {classroom.map(({ question, answer }) => (
        <details class="question">
          <summary>{question}</summary>
          <p>
            <Prose>{answer}</Prose>
          </p>
        </details>
      ))}
    </Part>
  );
}
