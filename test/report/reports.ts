import { failedReport } from "../../src/report/model/build.ts";
import type { Report } from "../../src/report/model/report.ts";
import { defineScenario, type Scenario } from "../../src/scenario.ts";

/** A scenario of one call in which nothing is said. */
export function scenarioOf(changes: Partial<Scenario> & Pick<Scenario, "id">): Scenario {
  return defineScenario({
    title: "A title",
    question: "A question?",
    story: [],
    lesson: "A lesson.",
    limits: [],
    references: [],
    defences: [],
    controls: [],
    calls: [{ caller: "alice", channels: [], script: [] }],
    expect: {
      link: { alice: "connected", bob: "connected" },
      remoteCertificate: { alice: "genuine", bob: "genuine" },
      possession: { alice: "proven", bob: "proven" },
      comparison: "not-made",
      disclosed: [],
      withheld: [],
      altered: "no",
      alarms: [],
    },
    ...changes,
  });
}

export interface Found {
  readonly disclosed?: "yes" | "no" | "unknown";
  readonly altered?: "yes" | "no" | "unknown";
  readonly link?: "connected" | "failed" | "aborted" | "pending";
  readonly alarms?: readonly string[];
}

/** The report of a run in which this was found; nobody read, changed or noticed anything where nothing is said of it. */
export function reportOf(
  scenario: Scenario,
  { disclosed = "no", altered = "no", link = "connected", alarms = [] }: Found = {},
): Report {
  const blank = failedReport(scenario, {
    message: "",
    startedAt: "2026-01-02T03:04:05.006Z",
    environment: { lab: "0", node: "v20", werift: "0", platform: "linux x64" },
  });
  const finding = { basis: [], because: "" };
  return {
    ...blank,
    result: "as-expected",
    answer: "An answer.",
    evidence: {
      ...blank.evidence,
      link: { alice: { ...finding, value: link }, bob: { ...finding, value: link } },
      disclosed: { ...finding, value: disclosed, canaries: [] },
      altered: { ...finding, value: altered },
      alarms: alarms.map((code, index) => ({ by: "alice", code, seq: index + 1, beforeContent: true })),
    },
    durationMs: 1234.5,
  };
}
