import { createHash } from "node:crypto";
import type { UdpPacket } from "../../capture/packet.ts";
import type { Recording } from "../../run/recording.ts";
import type { Scenario } from "../../scenario.ts";
import { eventsOf, type TraceEvent } from "../../trace/events.ts";
import type { Result } from "../../verdict/contract.ts";
import { judge } from "../../verdict/judge.ts";
import { answer } from "./answer.ts";
import type { Report } from "./report.ts";

/** One file of the run, as it is on disk. */
export interface Artefact {
  readonly path: string;
  readonly content: Uint8Array;
}

export interface ReportInput {
  readonly scenario: Scenario;
  readonly trace: readonly TraceEvent[];
  readonly recording: Recording;
  readonly kernelPackets?: readonly UdpPacket[];
  /** The files that the report rests on, in the order in which it lists them. */
  readonly artefacts: readonly Artefact[];
}

/**
 * The report of a run: a pure function of its artefacts, so that anybody can build it again and compare.
 * @throws Error when the trace does not begin with run-started; the trace codec has refused such a trace before.
 */
export function buildReport({ artefacts, ...run }: ReportInput): Report {
  const { scenario, trace } = run;
  const [start] = eventsOf(trace, "run-started");
  if (!start) throw new Error("the trace has no start");
  const verdict = judge(run);
  return {
    schema: 1,
    scenario: scenario.id,
    question: scenario.question,
    result: verdict.result,
    answer: answer(scenario, verdict.result, verdict.evidence),
    evidence: verdict.evidence,
    checks: [...verdict.checks],
    claims: [...verdict.claims],
    artefacts: artefacts.map(({ path, content }) => ({
      path,
      sha256: createHash("sha256").update(content).digest("hex"),
      bytes: content.length,
    })),
    environment: start.environment,
    startedAt: start.startedAt,
    durationMs: eventsOf(trace, "run-ended").at(-1)?.durationMs ?? 0,
  };
}

/** The report of a run that the lab failed to finish: it says nothing about WebRTC, and why. */
export function failedReport(
  { id, question }: Scenario,
  {
    message,
    startedAt,
    environment,
  }: { message: string; startedAt: string; environment: Report["environment"] },
): Report {
  const unknown = { value: "unknown" as const, basis: [], because: message };
  const none = { value: "none" as const, basis: [], because: message };
  const pending = { value: "pending" as const, basis: [], because: message };
  return {
    schema: 1,
    scenario: id,
    question,
    result: "harness-error",
    answer: `This run says nothing about the question: the lab itself failed. ${message}`,
    evidence: {
      keyOrigin: { alice: unknown, bob: unknown },
      link: { alice: pending, bob: pending },
      remoteCertificate: { alice: unknown, bob: unknown },
      possession: { alice: none, bob: none },
      comparison: { value: "not-made", basis: [], because: message },
      disclosed: { ...unknown, canaries: [] },
      altered: unknown,
      decryption: {
        candidates: 0,
        attempts: 0,
        recordsTried: 0,
        recordsOpened: 0,
        records: 0,
        associations: 0,
        associationsOpened: 0,
        peerAssociations: 0,
        peerAssociationsOpened: 0,
        basis: [],
      },
      alarms: [],
    },
    checks: [],
    claims: [],
    artefacts: [],
    environment,
    startedAt,
    durationMs: 0,
  };
}

/** `report.json` as it is written: two spaces, a line feed at the end. */
export function encodeReport(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** What a result means, in words that do not depend on a colour. */
export const RESULT_WORDS: Readonly<Record<Result, string>> = {
  "as-expected": "as expected",
  "not-as-expected": "NOT as expected",
  inconclusive: "inconclusive",
  "harness-error": "the lab itself failed",
};
