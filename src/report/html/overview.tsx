import type { Scenario } from "../../scenario.ts";
import type { DefenceAlarms } from "../model/attackMatrix.ts";
import type { Report } from "../model/report.ts";
import { Document, renderDocument } from "./components/document.tsx";
import { ClaimsAcross } from "./overview/claims.tsx";
import { MatrixPart } from "./overview/matrix.tsx";
import { Runs } from "./overview/runs.tsx";

/**
 * `reports/index.html`: the matrix, each scenario's latest run, and the claims with the scenarios that bear on them. The
 * reports are shown in the order given; links lead to `<scenario>/report.html` beside the index.
 */
export function renderOverview(
  reports: readonly Report[],
  scenarios: readonly Scenario[],
  defenceAlarms: DefenceAlarms,
): string {
  const wellGone = reports.filter(({ result }) => result === "as-expected").length;
  return renderDocument(
    <Document title="WebRTC man-in-the-middle lab: all runs">
      <header class="answer">
        <p class="eyebrow">WebRTC man-in-the-middle lab</p>
        <h1>Who can read what two WebRTC peers tell each other, and how would they notice?</h1>
        <p class="headline">
          {wellGone} of {reports.length} scenarios went as expected.
        </p>
        <p class="lead">
          Each scenario asks one question. Its report shows the answer, and everything that it rests on. “As
          expected” says that the run went as its scenario foretells, not that it went well for the peers.
        </p>
      </header>
      <MatrixPart scenarios={scenarios} reports={reports} defenceAlarms={defenceAlarms} />
      <Runs reports={reports} />
      <ClaimsAcross reports={reports} />
    </Document>,
  );
}
