import type { Scenario } from "../../src/scenario.ts";
import type { Stack } from "../../src/trace/stack.ts";
import { whyNoApps } from "../actors/app/thirdPartyApp.ts";
import { whyNotUsable } from "../browser/usable.ts";
import type { Stacks } from "../run/stacks.ts";
import { UsageError } from "./arguments.ts";

/** @throws UsageError when the user asks for a stack that this machine lacks, or a scenario says itself what it needs */
export function refuseMissingStacks(stacks: Stacks | undefined, scenarios: readonly Scenario[]): void {
  if (stacks === undefined) return;
  const fixed = scenarios.find((scenario) => scenario.stacks !== undefined);
  if (fixed) throw new UsageError(`${fixed.id} says itself what its peers speak with`);
  const why = whyMissing(stacks);
  if (why !== undefined) throw new UsageError(why);
}

/**
 * The scenarios that this machine can run, and a line for each one that it cannot.
 * @param programs the folder with the actors' programs
 */
export function runnable<S extends Scenario>(
  scenarios: readonly S[],
  programs: URL,
): {
  readonly scenarios: readonly S[];
  readonly skipped: readonly string[];
} {
  const whys = scenarios.map(
    ({ app, stacks }) => (app && whyNoApps(programs)) ?? (stacks && whyMissing(stacks)),
  );
  return {
    scenarios: scenarios.filter((_, index) => whys[index] === undefined),
    skipped: scenarios.flatMap(({ id }, index) =>
      whys[index] === undefined ? [] : `${id} was skipped: ${whys[index]}`,
    ),
  };
}

function whyMissing({ alice, bob }: Stacks): string | undefined {
  const why = (stack: Stack) => (stack === "werift" ? undefined : whyNotUsable(stack));
  return why(alice) ?? why(bob);
}
