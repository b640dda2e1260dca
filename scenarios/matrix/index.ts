import { ATTACK_IDS } from "../../src/attacks/index.ts";
import { DEFENCE_IDS } from "../../src/defences/index.ts";
import type { Scenario } from "../../src/scenario.ts";
import { composed } from "./composed.ts";

/**
 * A scenario for every attack against every defence, and for both against nothing: the controls of each row and column.
 * There is no attack and no defence that could not be put into one run: where an attack is not about what the defence looks
 * at, its cell shows that.
 */
export const MATRIX: readonly Scenario[] = [undefined, ...ATTACK_IDS].flatMap((attack) =>
  [undefined, ...DEFENCE_IDS].map((defence) => composed(attack, defence)),
);
