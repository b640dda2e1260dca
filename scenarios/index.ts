import type { Scenario } from "../src/scenario.ts";
import honest from "./honest.ts";
import mitm from "./mitm.ts";

/** Every experiment of the lab, in the order in which a course would take them. */
export const SCENARIOS: readonly Scenario[] = [honest, mitm];
