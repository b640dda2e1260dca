import type { Scenario } from "../../scenario.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import type { Report } from "./report.ts";

export interface Cell {
  readonly scenario: string;
  readonly outcome: Outcome;
}

/** Attacks against defences. A cell is empty where no scenario holds the one against the other. */
export interface Matrix {
  readonly attacks: readonly string[];
  readonly defences: readonly string[];
  cell(attack: string, defence: string): readonly Cell[];
  /** The scenarios of one attack, each with all its defences. */
  rows(attack: string): readonly (Cell & { readonly defences: readonly string[] })[];
}

export const NO_DEFENCE = "no defence";
const NO_ATTACK = "no attack";

/** Only what was run is in it: a scenario without a report has no cell. */
export function matrixOf(scenarios: readonly Scenario[], reports: readonly Report[]): Matrix {
  const entries = scenarios.flatMap((scenario) => {
    const report = reports.find((candidate) => candidate.scenario === scenario.id);
    if (!report) return [];
    const cell = { scenario: scenario.id, outcome: outcomeOf(scenario, report) };
    const attacks = scenario.calls.flatMap(({ attack }) => attack ?? []);
    const defences: string[] = scenario.defences.length === 0 ? [NO_DEFENCE] : [...scenario.defences];
    return unique(attacks.length === 0 ? [NO_ATTACK] : attacks).flatMap((attack) =>
      defences.map((defence) => ({ attack, defence, cell })),
    );
  });
  return {
    attacks: unique(entries.map(({ attack }) => attack)),
    defences: unique(entries.map(({ defence }) => defence)),
    rows: (attack) =>
      unique(entries.filter((entry) => entry.attack === attack).map(({ cell }) => cell)).map((cell) => ({
        ...cell,
        defences: entries
          .filter((entry) => entry.attack === attack && entry.cell === cell)
          .map(({ defence }) => defence),
      })),
    cell: (attack, defence) =>
      entries.filter((entry) => entry.attack === attack && entry.defence === defence).map(({ cell }) => cell),
  };
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
