import type { AttackId } from "./attacks/index.ts";
import type { DefenceId } from "./defences/index.ts";
import type { PeerName } from "./trace/events.ts";

/** A data channel that the caller opens before it calls. Left out: ordered and reliable. */
export interface Channel {
  readonly label: string;
  readonly ordered?: boolean;
  readonly maxRetransmits?: number;
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
    }
  | { readonly step: "compare"; readonly method: "full-fingerprint" };

/** One call between the same two peers, who keep their certificates from call to call. */
export interface Call {
  readonly caller: PeerName;
  readonly channels: readonly Channel[];
  /** The operator attacks this call. Left out: it behaves honestly. */
  readonly attack?: AttackId;
  readonly script: readonly Step[];
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
  /** Exactly these alarms and no other: who raises which code. */
  readonly alarms: readonly { readonly by: PeerName; readonly code: string }[];
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
  /** What this scenario does not test. */
  readonly limits: readonly string[];
  readonly references: readonly string[];
  readonly defences: readonly DefenceId[];
  readonly calls: readonly Call[];
  readonly expect: Expectation;
}

export class ScenarioError extends Error {
  override readonly name = "ScenarioError";
}

/**
 * Checks what the types cannot say, and freezes the scenario.
 * @throws ScenarioError when a step names a channel that no call opens, or an expectation names no canary.
 */
export function defineScenario(scenario: Scenario): Scenario {
  if (!/^[a-z][a-z0-9-]*$/.test(scenario.id))
    fail(scenario, "the id must be lower-case words joined by hyphens");
  if (scenario.calls.length === 0) fail(scenario, "it makes no call");
  const canaries = new Set<string>();
  for (const call of scenario.calls) {
    const labels = new Set(call.channels.map(({ label }) => label));
    for (const step of call.script) {
      if (step.step !== "say") continue;
      if (!labels.has(step.channel))
        fail(scenario, `a step uses the channel "${step.channel}", which the call does not open`);
      if (step.canary === undefined) continue;
      if (!step.content.includes("{canary}"))
        fail(scenario, `the step with the canary "${step.canary}" has no place for it`);
      if (canaries.has(step.canary)) fail(scenario, `the canary "${step.canary}" is sent twice`);
      canaries.add(step.canary);
    }
  }
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
