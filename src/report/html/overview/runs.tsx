import { RESULT_WORDS } from "../../model/build.ts";
import type { Report } from "../../model/report.ts";
import { splitAnswer } from "../../model/splitAnswer.ts";
import { Part, Scroll } from "../components/part.tsx";
import { Sign, type Tone } from "../components/sign.tsx";

/** One row for each scenario: its question, its answer, and how the latest run went. */
export function Runs({ reports }: { reports: readonly Report[] }) {
  return (
    <Part id="runs" title="The scenarios">
      <Scroll label="Scenarios and their latest runs">
        <table class="runs">
          <thead>
            <tr>
              <th scope="col">Scenario</th>
              <th scope="col">Question and answer</th>
              <th scope="col">Latest run</th>
            </tr>
          </thead>
          <tbody>
            {reports.map(({ scenario, question, answer, result, checks, startedAt }) => (
              <tr>
                <th scope="row">
                  <a href={`${encodeURIComponent(scenario)}/report.html`}>{scenario}</a>
                </th>
                <td>
                  {question} <strong>{splitAnswer(answer).answer}</strong>
                </td>
                <td>
                  <Sign tone={RESULT_TONES[result]}>{RESULT_WORDS[result]}</Sign>
                  <span class="because">
                    {checks.filter(({ ok }) => ok === true).length} of{" "}
                    {checks.filter(({ ok }) => ok !== null).length} checks hold. {startedAt}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Part>
  );
}

const RESULT_TONES: Readonly<Record<Report["result"], Tone>> = {
  "as-expected": "good",
  "not-as-expected": "bad",
  inconclusive: "open",
  "harness-error": "open",
};
