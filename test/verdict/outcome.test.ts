import { expect } from "chai";
import type { Evidence } from "../../src/contract/evidence.ts";
import { OUTCOMES, type Outcome } from "../../src/contract/outcome.ts";
import type { TraceEvent } from "../../src/trace/events.ts";
import { gatherEvidence } from "../../src/verdict/evidence/index.ts";
import { outcomeOf } from "../../src/verdict/outcome.ts";
import { recordedCase, runOf, withTrace } from "./recordedCase.ts";

type Case = readonly [
  title: string,
  outcome: Outcome,
  scenario: string,
  trace?: ((event: TraceEvent) => TraceEvent | undefined) | undefined,
  evidence?: (evidence: Evidence) => Partial<Evidence>,
];

const without =
  (kind: TraceEvent["kind"]) =>
  (event: TraceEvent): TraceEvent | undefined =>
    event.kind === kind ? undefined : event;
const nothingRead = ({ disclosed }: Evidence): Partial<Evidence> => ({
  disclosed: { ...disclosed, value: "no", canaries: [], to: [] },
});

const CASES: readonly Case[] = [
  ["nobody attacked", "nothing-attacked", "honest"],
  [
    "an alarm although nobody attacked",
    "false-alarm",
    "honest",
    undefined,
    () => ({ alarms: [{ by: "bob", code: "PIN_MISMATCH", seq: 9, beforeContent: true }] }),
  ],
  ["a secret given away", "read", "leaked-session-secrets"],
  ["messages told apart by their length", "told-apart", "traffic-analysis"],
  [
    "messages guessed no better than by chance",
    "nothing-attacked",
    "traffic-analysis",
    undefined,
    ({ guesses }) => ({ guesses: guesses.filter(({ lengths }) => lengths === "same") }),
  ],
  ["nonces used twice", "bytes-exposed", "unguarded-stack"],
  ["stolen keys that open nothing", "nothing-opened", "stolen-certificate-keys"],
  [
    "the same run without the theft",
    "nothing-attacked",
    "stolen-certificate-keys",
    without("operator-given"),
  ],
  ["a key exchange broken in simulation", "opened-in-simulation", "record-now-break-later"],
  [
    "the same run without the simulation",
    "nothing-attacked",
    "record-now-break-later",
    without("key-exchange-broken"),
  ],
  ["read, and then noticed", "caught-after-content", "mitm"],
  ["read, and not noticed", "read", "mitm", without("alarm")],
  ["neither read nor noticed", "not-noticed", "mitm", without("alarm"), nothingRead],
  ["carried by an attacker that has only sealed messages", "carried-sealed", "sealed-messages"],
  ["content sent before the alarm, but not read", "caught-after-content", "mitm", undefined, nothingRead],
  ["noticed by one side while the other goes on", "caught-by-one-side", "one-side-compares"],
  [
    "noticed by one side, and nothing that was said afterwards read",
    "caught-after-content",
    "one-side-compares",
    undefined,
    ({ disclosed }) => ({ disclosed: { ...disclosed, canaries: ["greeting"] } }),
  ],
  ["altered, and not noticed", "altered", "mitm-tamper", without("alarm")],
  ["a forged record taken", "forged", "record-forgery"],
  ["nothing to forge with", "not-noticed", "record-forgery-guarded"],
  ["a defence in time", "caught-before-content", "extra-fingerprint-refused"],
  ["a defence in time in the second call", "caught-before-content", "pinned-certificate"],
  ["messages of the comparison read, content not", "caught-before-content", "short-code-committed"],
  ["an attacker on the way to an honest server", "caught-after-content", "plain-ws-path"],
  ["an attacker on the way to an honest server, in TLS", "not-noticed", "wss-path"],
  ["refused by the stack", "blocked-by-stack", "on-path"],
  ["a hash that the stack does not accept", "blocked-by-stack", "weak-fingerprint-md5"],
  ["no fingerprint, and no DTLS", "blocked-by-stack", "no-fingerprint"],
  ["another protocol asked for, and DTLS all the same", "not-noticed", "plain-sctp"],
  ["refused by the lab's guard", "blocked-by-guard", "replayed-certificate"],
  [
    "ICE in place of the refusal",
    "unknown",
    "on-path",
    (event) => (event.kind === "link" ? { ...event, reason: "ice-failed" } : event),
  ],
  ["a log that may be cut short", "unknown", "honest", without("log-ended")],
];

describe("the outcome of a run", function () {
  this.timeout(60_000);

  it("can be each of its values", () => {
    expect(new Set(CASES.map(([, outcome]) => outcome))).to.deep.equal(new Set(OUTCOMES));
  });

  for (const [title, outcome, scenario, trace, evidence] of CASES) {
    it(`is ${outcome}, with ${title} (${scenario})`, async () => {
      const recorded = await recordedCase(scenario);
      const run = runOf(trace ? withTrace(recorded, trace) : recorded);
      const gathered = gatherEvidence(run);
      expect(outcomeOf(run, { ...gathered, ...evidence?.(gathered) })).to.equal(outcome);
    });
  }
});
