import type { Report } from "../../model/report.ts";
import { Part, Scroll } from "../components/part.tsx";
import { Sign } from "../components/sign.tsx";
import { HOLDS } from "../parts/claims.tsx";

/** Each claim once, with what every scenario's latest run says about it. */
export function ClaimsAcross({ reports }: { reports: readonly Report[] }) {
  const statements = new Map(
    reports.flatMap(({ claims }) => claims.map(({ id, statement }) => [id, statement] as const)),
  );
  if (statements.size === 0) return null;
  return (
    <Part id="claims" title="What people say about it">
      <Scroll label="Claims and the scenarios that bear on them">
        <table class="claims">
          <thead>
            <tr>
              <th scope="col">Claim</th>
              <th scope="col">What the runs say</th>
            </tr>
          </thead>
          <tbody>
            {[...statements].map(([id, statement]) => (
              <tr>
                <th scope="row">{statement}</th>
                <td>
                  <Bearings id={id} reports={reports} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Part>
  );
}

/** One line for each answer, however many runs give it; which ones is folded away. */
function Bearings({ id, reports }: { id: string; reports: readonly Report[] }) {
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
          <details open={scenarios.length <= MOST_SHOWN}>
            <summary>
              <Sign tone={HOLDS[holds].tone}>{HOLDS[holds].word}</Sign> in {scenarios.length}{" "}
              {scenarios.length === 1 ? "run" : "runs"}
            </summary>
            {scenarios.map((scenario, index) => (
              <>
                {index > 0 && ", "}
                <a href={`${encodeURIComponent(scenario)}/report.html#claim-${encodeURIComponent(id)}`}>
                  {scenario}
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
const MOST_SHOWN = 6;
