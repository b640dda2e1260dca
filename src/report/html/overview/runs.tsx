import { RESULT_WORDS } from "../../../contract/result.ts";
import type { Scenario } from "../../../scenario.ts";
import { heldChecks } from "../../model/heldChecks.ts";
import { printable } from "../../model/printable.ts";
import { isJudged, type JudgedReport, type Report } from "../../model/report.ts";
import { OutcomeSign } from "../components/outcomeTone.tsx";
import { Part } from "../components/part.tsx";

/** Each scenario with its question, the answer of its latest run and what that came to, by the question that a group shares. */
export function Runs({ reports, scenarios }: { reports: readonly Report[]; scenarios: readonly Scenario[] }) {
  const entries = reports.map((report) => ({
    report,
    scenario: scenarios.find(({ id }) => id === report.scenario),
  }));
  const topics = [...new Set(entries.map(({ scenario }) => scenario?.topic ?? OTHERS))];
  return (
    <Part id="runs" title="The scenarios">
      {topics.map((topic) => (
        <>
          <h3>{topic}</h3>
          <ul class="scenarios">
            {entries
              .filter(({ scenario }) => (scenario?.topic ?? OTHERS) === topic)
              .map(({ report, scenario }) => (
                <ScenarioRun report={report} title={scenario?.title ?? report.scenario} />
              ))}
          </ul>
        </>
      ))}
    </Part>
  );
}

const OTHERS = "More scenarios";

function ScenarioRun({ report, title }: { report: Report; title: string }) {
  return (
    <li class="scenario">
      <p class="scenario-outcome">
        {isJudged(report) ? (
          <OutcomeSign outcome={report.outcome} />
        ) : (
          <strong class="outcome-sign neutral">
            <span aria-hidden="true">?</span> the lab itself failed
          </strong>
        )}
      </p>
      <div>
        <p class="scenario-title">
          {isJudged(report) ? (
            <a href={`${encodeURIComponent(report.scenario)}/report.html`}>{title}</a>
          ) : (
            title
          )}{" "}
          <code class="faint">{report.scenario}</code>
        </p>
        <p>
          {report.question} <strong>{report.answer.sentence}</strong>
        </p>
        <p class="because">{detailsOf(report)}</p>
      </div>
    </li>
  );
}

function detailsOf(report: Report): string {
  if (!isJudged(report)) return `${report.failure.code}. ${report.startedAt.slice(0, 10)}`;
  const { held, made, notMade } = heldChecks(report.checks);
  const open = notMade > 0 ? `, ${notMade} could not be made` : "";
  return `${stacksOf(report)}. Run of ${report.startedAt.slice(0, 10)}, ${RESULT_WORDS[report.result]}; ${held} of ${made} checks hold${open}.`;
}

/** What the peers of the run spoke with. */
function stacksOf({ evidence: { stacks } }: JudgedReport): string {
  const names = [stacks.alice.name, stacks.bob.name].map((name) => printable(name, 40));
  return [...new Set(names)].join(" and ");
}
