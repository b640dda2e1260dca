import { createHash } from "node:crypto";
import { unanswered } from "../../contract/answer.ts";
import type { Run } from "../../run/run.ts";
import type { Scenario } from "../../scenario.ts";
import { judge } from "../../verdict/judge.ts";
import type { FailedReport, JudgedReport, Report } from "./report.ts";

/** One file of the run, as it is on disk. */
export interface Artefact {
  readonly path: string;
  readonly content: Uint8Array;
}

export interface ReportInput {
  readonly scenario: Scenario;
  readonly run: Run;
  /** The files that the report rests on, in the order in which it lists them. */
  readonly artefacts: readonly Artefact[];
}

/** The report of a run: a pure function of its artefacts, so that anybody can build it again and compare. */
export function buildReport({ scenario, run, artefacts }: ReportInput): JudgedReport {
  const { result, answer, outcome, evidence, checks, claims } = judge({ scenario, run });
  return {
    schema: 1,
    scenario: scenario.id,
    question: scenario.question,
    result,
    answer,
    outcome,
    evidence,
    checks: [...checks],
    claims: [...claims],
    artefacts: artefacts.map(({ path, content }) => ({
      path,
      sha256: createHash("sha256").update(content).digest("hex"),
      bytes: content.length,
    })),
    environment: run.start.environment,
    startedAt: run.start.startedAt,
    durationMs: run.durationMs,
  };
}

/** The report of a run that the lab failed to finish: it says why, and nothing about WebRTC. */
export function failedReport(
  { id, question }: Scenario,
  { failure, startedAt, environment }: Pick<FailedReport, "failure" | "startedAt" | "environment">,
): FailedReport {
  return {
    schema: 1,
    scenario: id,
    question,
    result: "harness-error",
    answer: unanswered(`the lab itself failed (${failure.code}): ${failure.message}`),
    failure,
    environment,
    startedAt,
    durationMs: 0,
  };
}

/** `report.json` as it is written: two spaces, a line feed at the end. */
export function encodeReport(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
