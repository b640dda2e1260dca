import type { Basis } from "../../contract/basis.ts";
import type { Check, CheckId } from "../../contract/check.ts";
import type { Claim, ClaimId } from "../../contract/claim.ts";
import type { Evidence } from "../../contract/evidence.ts";
import type { Run } from "../../run/run.ts";

/** What a claim is compared with: the run, what was found in it, and whether the instruments worked. */
export interface Findings {
  readonly run: Run;
  readonly evidence: Evidence;
  readonly checks: readonly Check[];
}

type Holds = Claim["holds"];

/** A statement that people make about WebRTC, and the rule by which one run bears on it. */
export interface ClaimUnderTest {
  readonly id: ClaimId;
  readonly statement: string;
  /** Every value that the rule can give; a test shows it give each. A value that no run could ever show is not here. */
  readonly values: readonly Holds[];
  decide(findings: Findings): Finding;
}

export interface Finding<V extends Holds = Holds> {
  readonly holds: V;
  /** What holds, what does not and what was not tested, each with the section of the standard. */
  readonly because: string;
  readonly basis: Basis;
}

/** The rule can give no value but those that are declared. */
export function claim<const V extends Holds>(under: {
  readonly id: ClaimId;
  readonly statement: string;
  readonly values: readonly V[];
  readonly decide: (findings: Findings) => Finding<V>;
}): ClaimUnderTest {
  return under;
}

export function notTested(because: string, basis: Basis = []): Finding<"not-tested"> {
  return { holds: "not-tested", because, basis };
}

/** True only if the run made the check and it held. */
export function passed({ checks }: Findings, id: CheckId): boolean {
  return checks.some((check) => check.id === id && check.ok === true);
}

/** "1 handshake", "2 handshakes". */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? "" : "s"}`;
}

/** "the greeting and the secret". */
export function contentNames(canaries: readonly string[]): string {
  return listed(canaries.map((name) => `the ${name}`));
}

/** "a", "a and b", "a, b and c", each once. */
export function listed(names: readonly string[]): string {
  const all = [...new Set(names)];
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}
