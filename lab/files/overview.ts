import { readdirSync } from "node:fs";
import { join } from "node:path";
import { SCENARIOS } from "../../scenarios/index.ts";
import { DEFENCE_ALARMS, TITLES } from "../../src/explain.ts";
import { renderOverview } from "../../src/report/html/overview.tsx";
import { isJudged, type Report, reportSchema } from "../../src/report/model/report.ts";
import { readMatrix } from "./matrix.ts";
import { readJson } from "./readJson.ts";
import { refuseForeignFile, replaceFile } from "./replaceFile.ts";
import { readStackMatrix } from "./stackMatrix.ts";

/** How these two files say who wrote them: the lab replaces no others. */
const INDEX_MARKS = {
  "index.html": '<meta name="generator" content="webrtc-mitm-lab"',
  "index.json": '"generator": "webrtc-mitm-lab"',
} as const;
type IndexFile = keyof typeof INDEX_MARKS;

/**
 * Writes `index.html` and `index.json` over the latest run of each scenario that `out` holds. Returns the reports.
 * @throws HarnessError when they cannot be written, or are somebody else's; then each is as it was, and nothing is left over.
 */
export function writeOverview(out: string): Report[] {
  const reports = latestReports(out);
  const runs = reports.map((report) => {
    const { result, question, answer, startedAt, durationMs } = report;
    return {
      scenario: report.scenario,
      question,
      answer,
      result,
      outcome: isJudged(report) ? report.outcome : "unknown",
      startedAt,
      durationMs,
      report: `${report.scenario}/report.html`,
    };
  });
  replace(
    out,
    "index.json",
    `${JSON.stringify({ generator: "webrtc-mitm-lab", schema: 1, runs }, null, 2)}\n`,
  );
  replace(
    out,
    "index.html",
    renderOverview(reports, SCENARIOS, DEFENCE_ALARMS, TITLES, {
      comparisonPages: comparisonPages(out),
      matrix: readMatrix(out),
      stacks: readStackMatrix(out),
    }),
  );
  return reports;
}

/** The pages that show two runs side by side, by name: the index links to those that are there. */
function comparisonPages(out: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(join(out, "compare")));
  } catch {
    return new Set();
  }
}

/** In the order of the catalogue. What is no report of this lab is passed over. */
function latestReports(out: string): Report[] {
  const found = new Map(
    readdirSync(out).flatMap((name) => {
      const report = name.startsWith(".") ? undefined : readReport(join(out, name, "report.json"));
      return report ? [[report.scenario, report]] : [];
    }),
  );
  return SCENARIOS.flatMap(({ id }) => found.get(id) ?? []);
}

/** Undefined where there is none, or it is no report of this lab. */
export function readReport(file: string): Report | undefined {
  return readJson(file, reportSchema);
}

/** @throws HarnessError when one of the two files is there and the lab did not write it. */
export function refuseForeignIndex(out: string): void {
  for (const [name, mark] of Object.entries(INDEX_MARKS)) refuseForeignFile(join(out, name), mark);
}

function replace(out: string, name: IndexFile, content: string): void {
  replaceFile(join(out, name), content, INDEX_MARKS[name]);
}
