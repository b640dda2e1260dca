import type { Call, Step } from "./call.ts";
import { EXCHANGE_CHANNEL } from "./comparison/codeExchange.ts";
import { comparisonMethod } from "./comparison/index.ts";
import type { Defence } from "./defences/defence.ts";
import { DEFENCES, type DefenceId, defence } from "./defences/index.ts";

type CompareStep = Extract<Step, { step: "compare" }>;

/**
 * What is wrong with a scenario's comparisons, as a predicate of "it", or undefined. A defence that people carry out has
 * its step, and the step its defence, so that a run is credited only with what happened in it. A method that no
 * defence is about may be compared all the same.
 */
export function comparisonFault({
  calls,
  defences,
}: {
  readonly calls: readonly Call[];
  readonly defences: readonly DefenceId[];
}): string | undefined {
  const closed = calls.flatMap((call) => comparisonsOf(call).flatMap((step) => closedChannels(call, step)));
  if (closed[0] !== undefined)
    return `it compares over the channel "${closed[0]}", which the call does not open`;
  const steps = calls.flatMap(comparisonsOf);
  for (const id of defences) {
    const { comparison } = defence(id);
    if (comparison && !steps.some((step) => isStepOf(comparison, step)))
      return `it names the defence "${id}", which has no compare step of its own`;
  }
  for (const step of steps) {
    const credited = Object.values<Defence>(DEFENCES).find(
      ({ comparison }) => comparison && isStepOf(comparison, step),
    );
    if (credited && !defences.some((id) => id === credited.id))
      return `it compares by "${step.method}", but does not name the defence "${credited.id}"`;
  }
  return undefined;
}

function comparisonsOf({ script }: Call): CompareStep[] {
  return script.filter((step): step is CompareStep => step.step === "compare");
}

function closedChannels({ channels }: Call, { method, over }: CompareStep): string[] {
  const needed = [over, comparisonMethod(method).exchange && EXCHANGE_CHANNEL];
  return needed.filter(
    (label): label is string => label !== undefined && !channels.some((channel) => channel.label === label),
  );
}

function isStepOf(comparison: NonNullable<Defence["comparison"]>, { method, over }: CompareStep): boolean {
  return comparison.method === method && (comparison.over === "the call") === (over !== undefined);
}
