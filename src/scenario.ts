import type { AttackId } from "./attacks/index.ts";
import type { ComparisonMethodId } from "./comparison/index.ts";
import type { Answer } from "./contract/answer.ts";
import type { Evidence } from "./contract/evidence.ts";
import type { DefenceId } from "./defences/index.ts";
import { type PathConditions, pathFault } from "./pathConditions.ts";
import { comparisonFault } from "./scenarioComparisons.ts";
import type { AlarmCode } from "./trace/alarmCode.ts";
import type { LinkFailure } from "./trace/linkFailure.ts";
import type { PeerName } from "./trace/parties.ts";

/** A data channel that the caller opens before it calls. Left out: ordered and reliable. */
export interface Channel {
  readonly label: string;
  readonly ordered?: boolean;
  readonly maxRetransmits?: number;
  /** The peers do not report what crosses it until the observer's guesses are fixed. Only for `toss-coins`. */
  readonly quiet?: true;
}

/**
 * What happens in a call, in order. A `say` counts as done when the other peer received a message; if the
 * speaker has hung up by then, it says nothing and the trace records the step as skipped.
 */
export type Step =
  | {
      readonly step: "say";
      readonly by: PeerName;
      readonly channel: string;
      readonly type: "text" | "binary";
      /** `{canary}` in it is replaced by a random secret of this run, which `canary` names. */
      readonly content: string;
      readonly canary?: string;
      /** Binary content is padded to this size in bytes, so that it crosses as many SCTP chunks. */
      readonly bytes?: number;
      /**
       * `false`: the attacker is expected to keep it; the step is done when the attacker says so, or when it arrives all the same.
       * "refused": the other peer is expected to refuse it and to hang up. Either needs a canary, by which the judge knows it.
       */
      readonly arrives?: false | "refused";
    }
  /**
   * Out of band, unless `over` names a channel of the call: then an interceptor hears it too. A method with an exchange of
   * messages needs the channel EXCHANGE_CHANNEL in the call. `by`: only this person compares what the other reads aloud.
   */
  | {
      readonly step: "compare";
      readonly method: ComparisonMethodId;
      readonly over?: string;
      readonly by?: PeerName;
    }
  /**
   * The peer sends one of two texts, `times` times, by the flip of a coin of its own. It tells nobody how the
   * coins fell until the observer's guesses are fixed.
   */
  | {
      readonly step: "toss-coins";
      readonly by: PeerName;
      readonly channel: string;
      readonly texts: readonly [string, string];
      readonly times: number;
    }
  /** Malicious client code: the peer sends its DTLS master secret to the server, dressed up as telemetry. */
  | { readonly step: "leak-session-secret"; readonly by: PeerName }
  /** From here on no datagram of the call arrives. What is said afterwards waits for its arrival until the deadline. */
  | { readonly step: "cut-path" };

/**
 * What the lab's peers do and their stack does not. `nonce`: record numbers go on after Finished, so that no AES-GCM nonce
 * comes twice. `possession`: the other end must have proved that it holds its certificate's key.
 */
export const SKIPPABLE_GUARDS = ["nonce", "possession"] as const;
export type SkippableGuard = (typeof SKIPPABLE_GUARDS)[number];

/**
 * What the client code of both peers does that its users do not know, as the server delivered it. "tells-the-server": it sends
 * what its user says to the server too. "shows-a-match": whatever a comparison shows, the screen says that all is well.
 */
export const CLIENT_CODE = ["tells-the-server", "shows-a-match"] as const;
export type ClientCode = (typeof CLIENT_CODE)[number];

/** One call between the same two peers, who keep their certificates from call to call. */
export interface Call {
  readonly caller: PeerName;
  readonly channels: readonly Channel[];
  /** Somebody attacks this call: the server, or an attacker on the path. Left out: nobody does. */
  readonly attack?: AttackId;
  readonly script: readonly Step[];
  /** Left out: the path delivers every datagram once, at once and in order. */
  readonly path?: PathConditions;
  /** Left out: the client code does what its users expect. */
  readonly clientCode?: ClientCode;
  /** The peers run the stack as it comes, without these guards of the lab. */
  readonly dangerSkipGuards?: readonly SkippableGuard[];
}

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
  /** Nonces come twice in the recording. Left out: never. */
  readonly noncesReused?: true;
  /** Exactly these alarms and no other: who raises which code. */
  readonly alarms: readonly { readonly by: PeerName; readonly code: AlarmCode }[];
  /** Why a link that does not come to "connected" must fail. A failure for another reason is not as expected. */
  readonly linkFailure?: Readonly<Partial<Record<PeerName, LinkFailure>>>;
  /** Descriptions name several certificates, the genuine one first. Left out: each names one. */
  readonly genuineFirstOfSeveral?: true;
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
  /** How the peers reach the signalling server. Left out: over plain WebSockets. */
  readonly signalling?: "wss";
  readonly calls: readonly Call[];
  /** What the operator is given once the calls are over, as by a theft. */
  readonly afterwards?: "operator-gets-certificate-keys";
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
  for (const name of [...scenario.expect.disclosed, ...scenario.expect.withheld]) {
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
