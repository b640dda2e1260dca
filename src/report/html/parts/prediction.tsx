import { foretold, yesNo } from "../../model/prediction.ts";
import type { View } from "../../model/view.ts";
import { Part, Scroll } from "../components/part.tsx";
import { Sign } from "../components/sign.tsx";

/** What the reader expected before the run, beside what the run showed. */
export function Prediction({ view: { trace, report } }: { view: View }) {
  const answers = foretold(trace, report.evidence);
  if (!answers) return null;
  return (
    <Part id="prediction" title="What you expected">
      <Scroll label="Your expectations and what the run showed">
        <table>
          <thead>
            <tr>
              <th scope="col">Question</th>
              <th scope="col">You expected</th>
              <th scope="col">The run showed</th>
              <th scope="col">So you were</th>
            </tr>
          </thead>
          <tbody>
            {answers.map(({ question, expected, observed }) => (
              <tr>
                <th scope="row">{question}</th>
                <td>{yesNo(expected)}</td>
                <td>{yesNo(observed)}</td>
                <td>
                  {expected === observed ? (
                    <Sign tone="good">right</Sign>
                  ) : (
                    <Sign tone="open">surprised</Sign>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Part>
  );
}
