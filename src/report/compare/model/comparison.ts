import type { Check } from "../../../contract/check.ts";
import type { Claim } from "../../../contract/claim.ts";
import type { Listing } from "../../model/listing.ts";
import type { Page } from "../../model/page.ts";
import { viewOf } from "../../model/view.ts";
import { type ComparedDescription, compareDescriptions } from "./descriptions.ts";
import { type ComparedFinding, compareFindings } from "./findings.ts";
import { type ComparedFingerprint, compareFingerprints } from "./fingerprints.ts";
import {
  type ComparedHoldings,
  type ComparedResult,
  compareChecks,
  compareClaims,
  compareHoldings,
} from "./results.ts";
import { type ComparedCall, compareSteps } from "./steps.ts";

/** Two runs side by side, and where they differ. It says what each run's own files and report say, and judges neither. */
export interface RunComparison {
  readonly left: Page;
  readonly right: Page;
  /** What each run's own report lists, so that no link leads to a row that is not there. */
  readonly listings: { readonly left: Listing; readonly right: Listing };
  readonly findings: readonly ComparedFinding[];
  readonly calls: readonly ComparedCall[];
  readonly descriptions: readonly ComparedDescription[];
  readonly fingerprints: readonly ComparedFingerprint[];
  readonly holdings: readonly ComparedHoldings[];
  readonly checks: readonly ComparedResult<Check>[];
  readonly claims: readonly ComparedResult<Claim>[];
}

/**
 * Compares two judged runs. What is random in every run (certificates, canaries, ports, times) is compared by its role: two
 * runs of one scenario that went the same way differ in nothing.
 */
export function compareRuns(left: Page, right: Page): RunComparison {
  return {
    left,
    right,
    listings: { left: viewOf(left).listing, right: viewOf(right).listing },
    findings: compareFindings(left, right),
    calls: compareSteps(left, right),
    descriptions: compareDescriptions(left, right),
    fingerprints: compareFingerprints(left, right),
    holdings: compareHoldings(left, right),
    checks: compareChecks(left, right),
    claims: compareClaims(left, right),
  };
}

/** The first thing that differs, in the order in which it came about. Undefined: nothing of what is compared does. */
export function firstDifference({ findings }: Pick<RunComparison, "findings">): ComparedFinding | undefined {
  return findings.find(({ differs }) => differs);
}

/** It in one sentence, such as a terminal can show. */
export function firstDifferenceSentence(comparison: RunComparison): string {
  const { left, right } = comparison;
  const first = firstDifference(comparison);
  if (first === undefined) return NO_DIFFERENCE;
  return `In ${left.scenario.id}, ${first.left}; in ${right.scenario.id}, ${first.right}.`;
}

export const NO_DIFFERENCE = "Nothing that is compared here differs between the two runs.";

/** What both runs have in common, in one sentence. Undefined: nothing. */
export function inCommon({ findings }: Pick<RunComparison, "findings">): string | undefined {
  const same = findings.filter(({ differs }) => !differs);
  const worthTelling = same.filter(({ id }) => id !== "calls");
  const told = worthTelling.slice(0, MOST_TOLD).map(({ left }) => left);
  const more = same.length - told.length;
  const [last, ...others] = told.toReversed();
  if (last === undefined) return undefined;
  if (more > 0)
    return `In both runs ${told.join("; ")}; and ${more} more ${more === 1 ? "finding is" : "findings are"} the same.`;
  return `In both runs ${[...others.toReversed(), `and ${last}`].join("; ").replace(/^and /, "")}.`;
}

const MOST_TOLD = 4;
