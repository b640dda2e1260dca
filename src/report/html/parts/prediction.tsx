import { foretold, yesNo } from "../../model/quiz.ts";
import type { View } from "../../model/view.ts";
import { Part } from "../components/part.tsx";
import { Sign } from "../components/sign.tsx";
import { Table } from "../components/table.tsx";

/** What the reader expected before the run, beside what the run showed. */
export function Prediction({ view: { run, report } }: { view: View }) {
  const answers = foretold(run.facts, report.evidence);
  if (!answers) return null;
  return (
    <Part id="prediction" title="What you expected">
      <Table
        label="Your expectations and what the run showed"
        columns={["Question", "You expected", "The run showed", "So you were"]}
      >
        {answers.map(({ question, expected, observed }) => (
          <tr>
            <th scope="row">{question}</th>
            <td>{yesNo(expected)}</td>
            <td>{yesNo(observed)}</td>
            <td>
              {expected === observed ? <Sign tone="good">right</Sign> : <Sign tone="open">surprised</Sign>}
            </td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}
