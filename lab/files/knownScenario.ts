import { SCENARIOS } from "../../scenarios/index.ts";
import { MATRIX } from "../../scenarios/matrix/index.ts";
import type { Scenario } from "../../src/scenario.ts";

/** The scenario that a run names: one of the catalogue, or one that was composed for the matrix. */
export function knownScenario(id: string): Scenario | undefined {
  return SCENARIOS.find((scenario) => scenario.id === id) ?? MATRIX.find((scenario) => scenario.id === id);
}
