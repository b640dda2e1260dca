import type { Scenario } from "../../scenario.ts";
import type { DefenceAlarms, Titles } from "../model/attackMatrix.ts";
import type { Report } from "../model/report.ts";
import { Document, renderDocument } from "./components/document.tsx";
import { ClaimsAcross } from "./overview/claims.tsx";
import { MatrixPart } from "./overview/matrix.tsx";
import { Runs } from "./overview/runs.tsx";
import { Summary } from "./overview/summary.tsx";

/**
 * `reports/index.html`: one question and what the latest runs answer, each scenario with its outcome, attacks against
 * defences, and the claims. The reports are shown in the order given; links lead to `<scenario>/report.html` beside it.
 */
export function renderOverview(
  reports: readonly Report[],
  scenarios: readonly Scenario[],
  defenceAlarms: DefenceAlarms,
  titles: Titles,
): string {
  return renderDocument(
    <Document title="WebRTC man-in-the-middle lab: all runs">
      <Summary reports={reports} />
      <Runs reports={reports} scenarios={scenarios} />
      <MatrixPart scenarios={scenarios} reports={reports} defenceAlarms={defenceAlarms} titles={titles} />
      <ClaimsAcross reports={reports} />
    </Document>,
  );
}
