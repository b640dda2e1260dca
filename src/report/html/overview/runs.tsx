import { RESULT_WORDS } from "../../../contract/result.ts";
import type { Scenario } from "../../../scenario.ts";
import { comparisonPage } from "../../model/comparisonPage.ts";
import { heldChecks } from "../../model/heldChecks.ts";
import { isJudged, type Report } from "../../model/report.ts";
import { stacksOf } from "../../model/stacksOf.ts";
import { waysOf } from "../../model/ways.ts";
import { OutcomeSign } from "../components/outcomeTone.tsx";
import { Part } from "../components/part.tsx";
import { Prose, scenarioHref } from "../components/prose.tsx";

interface Props {
  readonly reports: readonly Report[];
  readonly scenarios: readonly Scenario[];
  readonly comparisonPages: ReadonlySet<string>;
}

interface Row {
  readonly id: string;
  readonly scenario: Scenario | undefined;
  readonly report: Report | undefined;
}

/** Each scenario with its question, the answer of its latest run and what that came to, by the question that a group shares. */
export function Runs({ reports, scenarios, comparisonPages }: Props) {
  const rows: readonly Row[] = [
    ...scenarios.map((scenario) => ({
      id: scenario.id,
      scenario,
      report: reports.find((report) => report.scenario === scenario.id),
    })),
    // A newer or older lab may have written into the same place.
    ...reports
      .filter((report) => !scenarios.some(({ id }) => id === report.scenario))
      .map((report) => ({ id: report.scenario, scenario: undefined, report })),
  ];
  const topics = [...new Set(rows.map(({ scenario }) => scenario?.topic ?? OTHERS))];
  return (
    <Part id="runs" title="The scenarios">
      {reports.length < scenarios.length && (
        <p class="faint">
          Each scenario says how to run it. Where the lab is installed as a package, type{" "}
          <code>npx webrtc-mitm-lab</code> in place of <code>npm run</code>.
        </p>
      )}
      {topics.map((topic) => (
        <>
          <h3>{topic}</h3>
          <ul class="scenarios">
            {rows
              .filter(({ scenario }) => (scenario?.topic ?? OTHERS) === topic)
              .map((row) => (
                <li class="scenario" id={`scenario-${row.id}`}>
                  <p class="scenario-outcome">
                    <RowOutcome row={row} />
                  </p>
                  <div>
                    <RowWords row={row} />
                    <RowWays row={row} scenarios={scenarios} comparisonPages={comparisonPages} />
                  </div>
                </li>
              ))}
          </ul>
        </>
      ))}
    </Part>
  );
}

const OTHERS = "More scenarios";

function RowOutcome({ row: { report } }: { row: Row }) {
  if (report && isJudged(report)) return <OutcomeSign outcome={report.outcome} />;
  return (
    <strong class="outcome-sign neutral">
      <span aria-hidden="true">{report ? "?" : "–"}</span> {report ? "the lab itself failed" : "not run yet"}
    </strong>
  );
}

function RowWords({ row: { id, scenario, report } }: { row: Row }) {
  const title = scenario?.title ?? id;
  return (
    <>
      <p class="scenario-title">
        {report && isJudged(report) ? (
          <a href={`${encodeURIComponent(id)}/report.html`}>{title}</a>
        ) : (
          <strong>{title}</strong>
        )}{" "}
        <code class="faint">{id}</code>
      </p>
      <p>
        {report?.question ?? scenario?.question}{" "}
        {report && (
          <strong>
            <Prose>{report.answer.sentence}</Prose>
          </strong>
        )}
      </p>
      {report ? (
        <p class="because">{detailsOf(report)}</p>
      ) : (
        <p class="because">
          To run it: <code>npm run scenario {id}</code>
        </p>
      )}
    </>
  );
}

/** To the rows of its controls, and to the pages that show it beside one, where they were made. */
function RowWays({
  row: { scenario, report },
  scenarios,
  comparisonPages,
}: { row: Row } & Omit<Props, "reports">) {
  if (!scenario || !report) return null;
  const { controls } = waysOf(scenario, scenarios);
  if (controls.length === 0) return null;
  return (
    <p class="because row-ways">
      {controls.length === 1 ? "Its control: " : "Its controls: "}
      {controls.map((control, index) => {
        const page = comparisonPage(control.scenario.id, scenario.id, comparisonPages);
        return (
          <>
            {index > 0 && "; "}
            <a href={scenarioHref(control.scenario.id, "")}>{control.scenario.title}</a> ({control.differs}
            {page !== undefined && (
              <>
                , <a href={`compare/${encodeURIComponent(page)}`}>side by side</a>
              </>
            )}
            )
          </>
        );
      })}
    </p>
  );
}

function detailsOf(report: Report): string {
  if (!isJudged(report)) return `${report.failure.code}. ${report.startedAt.slice(0, 10)}`;
  const { held, made, notMade } = heldChecks(report.checks);
  const open = notMade > 0 ? `, ${notMade} could not be made` : "";
  return `${stacksOf(report)}. Run of ${report.startedAt.slice(0, 10)}, ${RESULT_WORDS[report.result]}; ${held} of ${made} checks hold${open}.`;
}
