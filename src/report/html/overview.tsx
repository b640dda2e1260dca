import type { Scenario } from "../../scenario.ts";
import type { DefenceAlarms, Titles } from "../model/attackMatrix.ts";
import type { PlayedMatrix } from "../model/playedMatrix.ts";
import type { Report } from "../model/report.ts";
import type { StackMatrix } from "../model/stackMatrix.ts";
import { Reader } from "../prose/reader.ts";
import { Document, renderDocument } from "./components/document.tsx";
import { PageReader } from "./components/prose.tsx";
import { ClaimsAcross } from "./overview/claims.tsx";
import { MatrixPart } from "./overview/matrix.tsx";
import { PlayedMatrixPart } from "./overview/playedMatrix.tsx";
import { Runs } from "./overview/runs.tsx";
import { StacksPart } from "./overview/stacks.tsx";
import { Summary } from "./overview/summary.tsx";

/** What stands in the folder of the runs besides. Left out: it is not there. */
export interface Beside {
  /** The names of the pages in `compare/`. */
  readonly comparisonPages?: ReadonlySet<string>;
  /** Every attack against every defence; without it the matrix is that of the scenarios. */
  readonly matrix?: PlayedMatrix | undefined;
  readonly stacks?: StackMatrix | undefined;
}

/**
 * `reports/index.html`: one question and what the latest runs answer, each scenario with its outcome, attacks against
 * defences, and the claims. A scenario that has not run has a row too: other pages link to it. Links lead to `<scenario>/report.html` and `compare/` beside it, and to nothing that is not there.
 */
export function renderOverview(
  reports: readonly Report[],
  scenarios: readonly Scenario[],
  defenceAlarms: DefenceAlarms,
  titles: Titles,
  { comparisonPages = new Set(), matrix, stacks }: Beside = {},
): string {
  const reader = new Reader({ scenarios: scenarios.map(({ id }) => id), words: [] });
  return renderDocument(
    <Document title="WebRTC man-in-the-middle lab: all runs">
      <PageReader.Provider value={{ reader, index: "" }}>
        <Summary reports={reports} />
        <Runs reports={reports} scenarios={scenarios} comparisonPages={comparisonPages} />
        {matrix && matrix.cells.length > 0 ? (
          <PlayedMatrixPart matrix={matrix} titles={titles} />
        ) : (
          <MatrixPart scenarios={scenarios} reports={reports} defenceAlarms={defenceAlarms} titles={titles} />
        )}
        <StacksPart stacks={stacks} />
        <ClaimsAcross reports={reports} scenarios={scenarios} />
      </PageReader.Provider>
    </Document>,
  );
}
