import type { Scenario } from "../../../scenario.ts";
import { isJudged, type JudgedReport, type Report } from "../../model/report.ts";
import { stacksOf } from "../../model/stacksOf.ts";
import { Part } from "../components/part.tsx";
import { Prose } from "../components/prose.tsx";
import { Sign } from "../components/sign.tsx";
import { Table } from "../components/table.tsx";
import { CLAIM_SIGNS } from "../parts/claims.tsx";

/** Each claim once, with what every scenario's latest run says about it: a column for what its peers spoke with. */
export function ClaimsAcross({
  reports,
  scenarios,
}: {
  reports: readonly Report[];
  scenarios: readonly Scenario[];
}) {
  const judged = reports.filter(isJudged);
  const statements = new Map(
    judged.flatMap(({ claims }) => claims.map(({ id, statement }) => [id, statement] as const)),
  );
  const titles = new Map(scenarios.map(({ id, title }) => [id, title]));
  if (statements.size === 0) return null;
  const stacks = [...new Set(judged.map(stacksOf))];
  return (
    <Part id="claims" title="What people say about it">
      <Table
        label="Claims and the scenarios that bear on them"
        kind="claims"
        columns={["Claim", ...stacks.map((stack) => `What the runs of ${stack} say`)]}
      >
        {[...statements].map(([id, statement]) => (
          <tr>
            <th scope="row">
              <Prose>{statement}</Prose>
            </th>
            {stacks.map((stack) => (
              <td>
                <Bearings
                  id={id}
                  reports={judged.filter((report) => stacksOf(report) === stack)}
                  titles={titles}
                />
              </td>
            ))}
          </tr>
        ))}
      </Table>
    </Part>
  );
}

/** One line for each answer, however many runs give it; which ones is folded away. */
function Bearings({
  id,
  reports,
  titles,
}: {
  id: string;
  reports: readonly JudgedReport[];
  titles: ReadonlyMap<string, string>;
}) {
  const bearing = reports.flatMap(({ scenario, claims }) =>
    claims.filter((claim) => claim.id === id).map(({ holds }) => ({ scenario, holds })),
  );
  const answers = (["yes", "partly", "no"] as const).flatMap((holds) => {
    const scenarios = bearing.filter((run) => run.holds === holds).map(({ scenario }) => scenario);
    return scenarios.length > 0 ? [{ holds, scenarios }] : [];
  });
  if (answers.length === 0) return <Sign tone="plain">no run bears on it</Sign>;
  return (
    <ul class="bearings">
      {answers.map(({ holds, scenarios }) => (
        <li>
          <details open={scenarios.length <= MAX_SHOWN}>
            <summary>
              <Sign tone={CLAIM_SIGNS[holds].tone}>{CLAIM_SIGNS[holds].word}</Sign> in {scenarios.length}{" "}
              {scenarios.length === 1 ? "run" : "runs"}
            </summary>
            {scenarios.map((scenario, index) => (
              <>
                {index > 0 && "; "}
                <a href={`${encodeURIComponent(scenario)}/report.html#claim-${encodeURIComponent(id)}`}>
                  {titles.get(scenario) ?? scenario}
                </a>
              </>
            ))}
          </details>
        </li>
      ))}
    </ul>
  );
}

/** Where more runs give the same answer, their names are folded. */
const MAX_SHOWN = 6;
