import { lstatSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import { SCENARIOS } from "../../scenarios/index.ts";
import { DEFENCE_ALARMS, TITLES } from "../../src/explain.ts";
import { renderOverview } from "../../src/report/html/overview.tsx";
import { isJudged, type Report, reportSchema } from "../../src/report/model/report.ts";
import { HarnessError } from "../run/harnessError.ts";
import { readRegularFile } from "./readRegularFile.ts";

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
    renderOverview(reports, SCENARIOS, DEFENCE_ALARMS, TITLES, comparisonPages(out)),
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
  try {
    const result = v.safeParse(
      reportSchema,
      JSON.parse(readRegularFile(file, MAX_REPORT_BYTES).toString("utf8")),
    );
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

/** Any directory may stand beside the runs, and anything in it may be called report.json. */
const MAX_REPORT_BYTES = 16 << 20;

/** A reader never sees half a page. */
function replace(out: string, name: IndexFile, content: string): void {
  refuseForeignIndex(out);
  const file = join(out, name);
  const partial = `${file}.${process.pid}.partial`;
  try {
    writeFileSync(partial, content, { flag: "wx" });
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new HarnessError("cannot-write", `cannot write ${file}: ${reason}`);
  }
}

/** @throws HarnessError when one of the two files is there and the lab did not write it. */
export function refuseForeignIndex(out: string): void {
  for (const [name, mark] of Object.entries(INDEX_MARKS)) {
    const file = join(out, name);
    if (!lstatSync(file, { throwIfNoEntry: false }) || isMarked(file, mark)) continue;
    throw new HarnessError(
      "not-ours",
      `${file} was not written by this lab. Move it away, or name another directory with --out`,
    );
  }
}

function isMarked(file: string, mark: string): boolean {
  try {
    return readRegularFile(file, MAX_REPORT_BYTES).includes(mark);
  } catch {
    return false;
  }
}
