import type { Scenario } from "../../scenario.ts";
import { attacksOf, NO_ATTACK } from "./attackMatrix.ts";

/** Where a reader of one scenario's report can go on. */
export interface Ways {
  readonly previous: Scenario | undefined;
  readonly next: Scenario | undefined;
  readonly controls: readonly Control[];
}

export interface Control {
  readonly scenario: Scenario;
  /** What it has otherwise, as it follows a colon. */
  readonly differs: string;
}

/** `scenarios`: all that exist, in the order of the course. One that is not among them has no place in the course. */
export function waysOf(scenario: Scenario, scenarios: readonly Scenario[]): Ways {
  const place = scenarios.findIndex(({ id }) => id === scenario.id);
  return {
    previous: place > 0 ? scenarios[place - 1] : undefined,
    next: place >= 0 ? scenarios[place + 1] : undefined,
    controls: scenario.controls.flatMap((id) => {
      const control = scenarios.find((candidate) => candidate.id === id);
      return control ? [{ scenario: control, differs: difference(scenario, control) }] : [];
    }),
  };
}

function difference(scenario: Scenario, control: Scenario): string {
  const attacks = attacksOf(scenario);
  const others = attacksOf(control);
  if (others.includes(NO_ATTACK))
    return attacks.includes(NO_ATTACK) ? "nobody attacks either" : "nobody attacks";
  if (attacks.includes(NO_ATTACK)) return "somebody attacks";
  if (!attacks.some((attack) => others.includes(attack))) return "another attack";
  const isMissing = scenario.defences.some((defence) => !control.defences.includes(defence));
  const isAdded = control.defences.some((defence) => !scenario.defences.includes(defence));
  if (isMissing && isAdded) return "the same attack, with other defences";
  if (isMissing)
    return control.defences.length === 0
      ? "the same attack, without a defence"
      : "the same attack, with fewer defences";
  return isAdded ? "the same attack, with more defences" : "the same attack, in another call";
}
