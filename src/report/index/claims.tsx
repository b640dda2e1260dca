import { Part, Scroll } from "../components/part.tsx";
import { Sign } from "../components/sign.tsx";
import type { Report } from "../model.ts";
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

function Bearings({ id, reports }: { id: string; reports: readonly Report[] }) {
  const bearing = reports.flatMap(({ scenario, claims }) =>
    claims
      .filter((claim) => claim.id === id && claim.holds !== "not-tested")
      .map(({ holds }) => ({ scenario, holds })),
  );
  if (bearing.length === 0) return <Sign tone="plain">no run bears on it</Sign>;
  return (
    <ul class="bearings">
      {bearing.map(({ scenario, holds }) => (
        <li>
          <Sign tone={HOLDS[holds].tone}>{HOLDS[holds].word}</Sign>{" "}
          <a href={`${encodeURIComponent(scenario)}/report.html#claim-${encodeURIComponent(id)}`}>
            {scenario}
          </a>
        </li>
      ))}
    </ul>
  );
}
