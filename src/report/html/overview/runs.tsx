import { OUTCOME_WORDS } from "../../../contract/outcome.ts";
import { RESULT_WORDS } from "../../../contract/result.ts";
import { heldChecks } from "../../model/heldChecks.ts";
import { isJudged, type Report } from "../../model/report.ts";
import { Part } from "../components/part.tsx";
import { RESULT_TONES } from "../components/resultTones.ts";
import { Sign } from "../components/sign.tsx";
import { Table } from "../components/table.tsx";

/** One row for each scenario: its question, its answer, and how the latest run went. */
export function Runs({ reports }: { reports: readonly Report[] }) {
  return (
    <Part id="runs" title="The scenarios">
      <Table
        label="Scenarios and their latest runs"
        kind="runs"
        columns={["Scenario", "Question and answer", "Latest run"]}
      >
        {reports.map((report) => (
          <tr>
            <th scope="row">
              <a href={`${encodeURIComponent(report.scenario)}/report.html`}>{report.scenario}</a>
            </th>
            <td>
              {report.question} <strong>{report.answer.sentence}</strong>
            </td>
            <td>
              <Sign tone={RESULT_TONES[report.result]}>{RESULT_WORDS[report.result]}</Sign>
              <span class="because">{detailsOf(report)}</span>
            </td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}

function detailsOf(report: Report): string {
  if (!isJudged(report)) return `${report.failure.code}. ${report.startedAt}`;
  const { held, made, notMade } = heldChecks(report.checks);
  const open = notMade > 0 ? `, ${notMade} could not be made` : "";
  return `${OUTCOME_WORDS[report.outcome].words}; ${held} of ${made} checks hold${open}. ${report.startedAt}`;
}
