import type { Evidence } from "../../src/contract/evidence.ts";
import type { Outcome } from "../../src/contract/outcome.ts";
import type { JudgedReport } from "../../src/report/model/report.ts";
import { defineScenario, type Scenario } from "../../src/scenario.ts";
import type { AlarmCode } from "../../src/trace/alarmCode.ts";

/** A scenario of one call in which nothing is said. */
export function scenarioOf(changes: Partial<Scenario> & Pick<Scenario, "id">): Scenario {
  return defineScenario({
    title: "A title",
    question: "A question?",
    story: [],
    lesson: "A lesson.",
    answer: () => ({ verdict: "no", sentence: "No.", basis: [] }),
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
  readonly outcome?: Outcome;
  readonly alarms?: readonly AlarmCode[];
  readonly answer?: string;
}

/** The report of a run in which this was found; nobody read, changed or noticed anything where nothing is said of it. */
export function reportOf(
  scenario: Scenario,
  { outcome = "nothing-attacked", alarms = [], answer = "No." }: Found = {},
): JudgedReport {
  return {
    schema: 1,
    scenario: scenario.id,
    question: scenario.question,
    result: "as-expected",
    answer: { verdict: "no", sentence: answer, basis: [] },
    outcome,
    evidence: {
      ...NOTHING_FOUND,
      alarms: alarms.map((code, index) => ({ by: "alice", code, seq: index + 1, beforeContent: true })),
    },
    checks: [],
    claims: [],
    artefacts: [],
    environment: { lab: "0", node: "v20", werift: "0", platform: "linux x64" },
    startedAt: "2026-01-02T03:04:05.006Z",
    durationMs: 1234.5,
  };
}

const finding = { basis: [], because: "nothing was recorded" };
const both = <T>(value: T): { alice: T; bob: T } => ({ alice: value, bob: value });

export const NOTHING_FOUND: Evidence = {
  keyOrigin: both({ ...finding, value: "unknown" as const }),
  link: both({ ...finding, value: "pending" as const }),
  remoteCertificate: both({ ...finding, value: "none" as const, accepted: false }),
  possession: both({ ...finding, value: "none" as const }),
  comparison: { ...finding, value: "not-made" },
  disclosed: { ...finding, value: "no", canaries: [], to: [] },
  altered: { ...finding, value: "no", content: 0, comparison: 0 },
  delivery: {
    sent: 0,
    arrived: 0,
    readOnTheWay: 0,
    sealedOnTheWay: 0,
    basis: [],
    invented: { times: 0, basis: [] },
  },
  decryption: {
    candidates: 0,
    staticKeyCandidates: 0,
    attempts: 0,
    recordsTried: 0,
    recordsOpened: 0,
    records: 0,
    associations: 0,
    associationsOpened: 0,
    peerAssociations: 0,
    peerAssociationsOpened: 0,
    withoutControl: 0,
    basis: [],
  },
  alarms: [],
  holdings: [],
  memory: { searched: false, because: "memory was not searched", processes: [], rows: [] },
  stacks: both({ name: "werift", basis: [] }),
  dtlsStats: [],
  certificatesInClear: [],
  keyExchanges: [],
  exchangeBreaks: [],
  signalling: [],
  traffic: { datagrams: 0, stun: 0, dtls: 0, other: 0, faults: 0, durationMs: 0, basis: [] },
  guesses: [],
  forgeries: { sent: 0, authentic: 0, taken: 0, basis: [] },
  replays: { sent: 0, taken: 0, delivered: 0, basis: [] },
  nonces: { reused: 0, value: "unknown", basis: [] },
  cleartext: [],
};
