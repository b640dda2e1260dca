import { SCENARIOS } from "../../scenarios/index.ts";
import { MATRIX } from "../../scenarios/matrix/index.ts";
import { withSecrets } from "../../src/capture/withSecrets.ts";
import { explanationsOf } from "../../src/explain.ts";
import { renderHtml } from "../../src/report/html/html.tsx";
import { renderMarkdown } from "../../src/report/markdown/markdown.ts";
import { type Artefact, buildReport, encodeReport } from "../../src/report/model/build.ts";
import type { Page } from "../../src/report/model/page.ts";
import type { JudgedReport } from "../../src/report/model/report.ts";
import type { Run } from "../../src/run/run.ts";
import type { Scenario } from "../../src/scenario.ts";
import { contentOf } from "./artefacts.ts";

/**
 * The report of a run in all its forms, by file name: a function of the artefacts, so a run's documents can be made again
 * and compared. It reaches no process and no socket, and so neither does whoever verifies a run.
 */
export function documentsOf(
  scenario: Scenario,
  run: Run,
  artefacts: readonly Artefact[],
): { report: JudgedReport; files: Record<string, string | Uint8Array> } {
  const report = buildReport({ scenario, run, artefacts });
  const page = { report, scenario, run, explanations: explanationsOf(scenario), ...waysFrom(scenario) };
  const keyLog = Buffer.from(contentOf(artefacts, "sslkeys.log")).toString("utf8");
  return {
    report,
    files: {
      "report.json": encodeReport(report),
      "report.md": renderMarkdown(page),
      "report.html": renderHtml(page),
      "capture-with-secrets.pcapng": withSecrets(contentOf(artefacts, "capture.pcapng"), keyLog),
    },
  };
}

/** A run of the matrix stands one folder lower than those of the catalogue, and has its controls in its own row and column. */
function waysFrom({ id, controls }: Scenario): Pick<Page, "scenarios" | "index"> {
  if (SCENARIOS.some((scenario) => scenario.id === id))
    return { scenarios: SCENARIOS, index: "../index.html" };
  const own = MATRIX.filter((scenario) => controls.includes(scenario.id));
  return { scenarios: [...SCENARIOS, ...own], index: "../../index.html" };
}
