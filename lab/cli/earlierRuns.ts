import { join } from "node:path";
import { isJudged, type Report } from "../../src/report/model/report.ts";
import { readReport } from "../files/overview.ts";
import { LEFT_OUT } from "../instruments/instruments.ts";

/** What `out` holds of a scenario's last run, as far as it helps to plan the next one. */
export interface EarlierRun {
  readonly durationMs: number;
  /** Without the instruments that take time. */
  readonly quick: boolean;
}

export function earlierRun(out: string, scenario: string): EarlierRun | undefined {
  const report = readReport(join(out, scenario, "report.json"));
  return report && { durationMs: report.durationMs, quick: isQuick(report) };
}

function isQuick(report: Report): boolean {
  if (!isJudged(report)) return false;
  const { memory } = report.evidence;
  return !memory.searched && memory.because.includes(LEFT_OUT);
}
