import { exercisesOf } from "../../model/commandsToTry.ts";
import type { View } from "../../model/view.ts";
import { Part } from "../components/part.tsx";

/** What to type, and what to ask a class. */
export function Exercises({ view }: { view: View }) {
  const { classroom = [] } = view.scenario;
  return (
    <Part id="try" title="Try it yourself">
      <p>In the lab's directory, with the run's files where they were written:</p>
      <ol class="exercises">
        {exercisesOf(view).map(({ what, commands }) => (
          <li>
            <p>{what}</p>
            <pre>
              <code>{commands.join("\n")}</code>
            </pre>
          </li>
        ))}
      </ol>
      {classroom.length > 0 && (
        <>
          <h3>Questions for a class</h3>
          {classroom.map(({ question, answer }) => (
            <details class="question">
              <summary>{question}</summary>
              <p>{answer}</p>
            </details>
          ))}
        </>
      )}
    </Part>
  );
}
