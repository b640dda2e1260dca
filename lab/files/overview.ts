import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { SCENARIOS } from "../../scenarios/index.ts";
import { DEFENCE_ALARMS, TITLES } from "../../src/explain.ts";
import { renderOverview } from "../../src/report/html/overview.tsx";
import { isJudged, type Report, reportSchema } from "../../src/report/model/report.ts";

/** Writes `index.html` and `index.json` over the latest run of each scenario that `out` holds. Returns the reports. */
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
  replace(join(out, "index.json"), `${JSON.stringify({ schema: 1, runs }, null, 2)}\n`);
  replace(join(out, "index.html"), renderOverview(reports, SCENARIOS, DEFENCE_ALARMS, TITLES));
  return reports;
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
  try {
    const result = v.safeParse(reportSchema, JSON.parse(readFileSync(file, "utf8")));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

/** A reader never sees half a page. */
function replace(file: string, content: string): void {
  const partial = `${file}.${process.pid}.partial`;
  writeFileSync(partial, content);
  renameSync(partial, file);
}
