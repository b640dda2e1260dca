import type { Case } from "../../run/case.ts";
import type { Basis, Check, Claim, Evidence } from "../contract.ts";

/** What a claim is held against: the run, and what was found in it. */
export interface Findings {
  readonly run: Case;
  readonly evidence: Evidence;
  readonly checks: readonly Check[];
}

/** A statement that people make about WebRTC, and how this run's evidence bears on it. */
export interface ClaimUnderTest {
  readonly id: string;
  readonly statement: string;
  hold(findings: Findings): Finding;
}

export interface Finding {
  readonly holds: Claim["holds"];
  readonly because: string;
  readonly basis: Basis;
}

export function notTested(because: string): Finding {
  return { holds: "not-tested", because, basis: [] };
}

/** The check of that id, if this run made it. */
export function checkOf({ checks }: Findings, id: string): Check | undefined {
  return checks.find((check) => check.id === id);
}

export function wasAttacked({ run }: Findings): boolean {
  return run.scenario.calls.some(({ attack }) => attack !== undefined);
}
