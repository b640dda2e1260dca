import { SCENARIOS } from "../../scenarios/index.ts";
import type { Scenario } from "../../src/scenario.ts";
import { UsageError } from "./arguments.ts";
import { didYouMean } from "./nearest.ts";
import { typed } from "./startedByNpm.ts";

/** The scenarios of these ids; `all` names every one. @throws UsageError */
export function scenariosNamed(ids: readonly string[]): readonly Scenario[] {
  const named = ids.flatMap((id) => (id === "all" ? [] : scenarioNamed(id, ["all"])));
  return ids.includes("all") ? SCENARIOS : named;
}

/** @param others what else could stand in the scenario's place @throws UsageError with what may have been meant */
export function scenarioNamed(id: string, others: readonly string[] = []): Scenario {
  const scenario = SCENARIOS.find((candidate) => candidate.id === id);
  if (scenario) return scenario;
  const near = didYouMean(id, [...SCENARIOS.map((candidate) => candidate.id), ...others]);
  throw new UsageError(`there is no scenario "${id}"${near || `; ${typed("scenario")} lists them`}`);
}
