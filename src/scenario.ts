import type { Call } from "./call.ts";
import type { Answer } from "./contract/answer.ts";
import type { Evidence } from "./contract/evidence.ts";
import type { DefenceId } from "./defences/index.ts";
import { pathFault } from "./pathConditions.ts";
import { comparisonFault } from "./scenarioComparisons.ts";
import type { ThirdPartyApp } from "./thirdPartyApp.ts";
import type { AlarmCode } from "./trace/alarmCode.ts";
import type { LinkFailure } from "./trace/linkFailure.ts";
import type { PeerName } from "./trace/parties.ts";
import type { Stack } from "./trace/stack.ts";

export type { Call, Channel, ClientCode, SkippableGuard, Step } from "./call.ts";

/** What the author of a scenario expects the evidence to show. Every field becomes one check. */
export interface Expectation {
  readonly link: Readonly<Record<PeerName, "connected" | "aborted" | "failed" | "pending">>;
  readonly remoteCertificate: Readonly<Record<PeerName, "genuine" | "substituted" | "none">>;
  readonly possession: Readonly<Record<PeerName, "proven" | "refuted" | "none">>;
  readonly comparison: "match" | "mismatch" | "not-made";
  /** The canaries that the operator is expected to read, by name. All others must stay unread. */
  readonly disclosed: readonly string[];
  /** The canaries that are expected never to be sent, because an alarm stopped their sender. */
  readonly withheld: readonly string[];
  readonly altered: "yes" | "no";
  /** The secrets that the operator is expected to come to hold, beside those of its own legs. Left out: none. */
  readonly secretsHeld?: readonly string[];
  /** How many DTLS associations between the peers open with what the operator holds. Left out: none. */
  readonly associationsOpened?: number;
  /** The attack at the signalling finds nothing in it that it could replace. Left out: it replaces something. */
  readonly attackFindsNothing?: true;
  /** Nonces come twice in the recording. Left out: never. */
  readonly noncesReused?: true;
  /** One of the records that the attacker forges is taken as a message, or it has nothing to forge with. Left out: nobody tries. */
  readonly forgery?: "taken" | "none";
  /** What the receiver's DTLS makes of records that the attacker sends again. Left out: none are. */
  readonly replaysTaken?: "all" | "none";
  /** Exactly these alarms and no other: who raises which code. */
  readonly alarms: readonly { readonly by: PeerName; readonly code: AlarmCode }[];
  /** Why a link that does not come to "connected" must fail. A failure for another reason is not as expected. */
  readonly linkFailure?: Readonly<Partial<Record<PeerName, LinkFailure>>>;
  /** Descriptions name several certificates, the genuine one first. Left out: each names one. */
  readonly genuineFirstOfSeveral?: true;
  /** Of each call, by number: the version of DTLS that its connections agree on, and whether the recording shows certificates. */
  readonly dtls?: readonly { readonly version: string; readonly certificatesInClear: "yes" | "no" }[];
  /**
   * Of each call, by number: the group by which its connections agree on keys, and whether they open once its elliptic curve
   * is broken, in simulation.
   */
  readonly keyExchange?: readonly {
    readonly group: string;
    readonly curveBroken: "opens" | "stays-closed";
  }[];
  /** Where the peers' certificate keys are made. Left out: each in its peer's own process. */
  readonly keyOrigin?: "elsewhere";
}

/** One experiment: who plays, what happens, what we expect to see. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** The question that the scenario asks, before any answer is shown. */
  readonly question: string;
  /** What happens and why, in plain words: one string a paragraph. */
  readonly story: readonly string[];
  /** What the result means for the question, when it is as expected. */
  readonly lesson: string;
  /**
   * The answer to the question in one sentence, chosen by what this run showed. It begins with "Yes", "No" or "Partly", like its verdict. A
   * run that went otherwise is answered otherwise.
   */
  answer(evidence: Evidence): Answer;
  /** What this scenario does not test. */
  readonly limits: readonly string[];
  readonly references: readonly string[];
  /** Questions for a class, with answers that hold for every run that is as expected. */
  readonly classroom?: readonly { readonly question: string; readonly answer: string }[];
  /** The question of its group in the index; the catalogue gives it. */
  readonly topic?: string;
  /** The id of the scenario that a reader should take next. */
  readonly next?: string;
  /** What the peers speak with, where the scenario is about that. Left out: werift, or what the user asks for. */
  readonly stacks?: Readonly<Record<PeerName, Stack>>;
  /** Applied by both peers in every call, as far as they act by themselves; comparisons are steps of the script. */
  readonly defences: readonly DefenceId[];
  /**
   * Scenarios of the same batch that make this one believable: where the defence stays silent because nobody
   * attacks, and where the attack succeeds because nothing stops it.
   */
  readonly controls: readonly string[];
  /**
   * The server makes each peer's certificate and key in its own process and hands them over the signalling when the
   * peer first joins; the peers make none. Left out: each peer makes its own (RFC 8827 §6.5).
   */
  readonly keys?: "made-by-server";
  /** Left out: the peers are the lab's own, and so is the server. */
  readonly app?: ThirdPartyApp;
  /** How the peers reach the signalling server. Left out: over plain WebSockets. */
  readonly signalling?: "wss";
  readonly calls: readonly Call[];
  /**
   * What is done with the recording once the calls are over. The operator is given the certificates' keys, as by a theft; or
   * the key exchange is broken, in simulation: the judge is given one end's private value.
   */
  readonly afterwards?: "operator-gets-certificate-keys" | "key-exchange-broken";
  /**
   * Left out: nobody foretold this run. Then no check compares it with an expectation; those that every run must pass, and
   * the controls, are made all the same.
   */
  readonly expect?: Expectation;
}

/** A scenario that somebody wrote, and who says what it will come to. */
export interface AuthoredScenario extends Scenario {
  readonly expect: Expectation;
}

export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
}

/**
 * Checks what the types cannot say, and freezes the scenario.
 * @throws ScenarioError when a step names a channel that no call opens, a message that is not to arrive has no canary, an expectation names no canary, or a defence that people
 *   carry out has no step, or such a step no defence: what a run is credited with must happen in it.
 */
export function defineScenario(scenario: AuthoredScenario): AuthoredScenario;
export function defineScenario(scenario: Scenario): Scenario;
export function defineScenario(scenario: Scenario): Scenario {
  if (!/^[a-z][a-z0-9-]*$/.test(scenario.id))
    fail(scenario, "the id must be lower-case words joined by hyphens");
  if (scenario.calls.length === 0) fail(scenario, "it makes no call");
  const canaries = new Set<string>();
  for (const call of scenario.calls) {
    const wrongPath = call.path && pathFault(call.path);
    if (wrongPath !== undefined) fail(scenario, wrongPath);
    const labels = new Set(call.channels.map(({ label }) => label));
    for (const step of call.script) {
      if (step.step !== "say" && step.step !== "toss-coins") continue;
      if (!labels.has(step.channel))
        fail(scenario, `a step uses the channel "${step.channel}", which the call does not open`);
      const quiet = call.channels.some(({ label, quiet }) => label === step.channel && quiet === true);
      if (quiet !== (step.step === "toss-coins"))
        fail(scenario, `coins are tossed on quiet channels, and nothing else is`);
      if (step.step === "say" && step.arrives !== undefined && step.canary === undefined)
        fail(scenario, "a message that is not to arrive has no canary");
      if (step.step !== "say" || step.canary === undefined) continue;
      if (!step.content.includes("{canary}"))
        fail(scenario, `the step with the canary "${step.canary}" has no place for it`);
      if (canaries.has(step.canary)) fail(scenario, `the canary "${step.canary}" is sent twice`);
      canaries.add(step.canary);
    }
  }
  const fault = comparisonFault(scenario);
  if (fault !== undefined) fail(scenario, fault);
  for (const name of [...(scenario.expect?.disclosed ?? []), ...(scenario.expect?.withheld ?? [])]) {
    if (!canaries.has(name))
      fail(scenario, `it expects something of the canary "${name}", which no step sends`);
  }
  return deepFreeze(scenario);
}

function fail(scenario: Scenario, why: string): never {
  throw new ScenarioError(`scenario "${scenario.id}": ${why}`);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
