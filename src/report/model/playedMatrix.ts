import * as v from "valibot";
import { OUTCOMES } from "../../contract/outcome.ts";
import type { Scenario } from "../../scenario.ts";
import { type DefenceAlarms, matrixOf } from "./attackMatrix.ts";
import { isJudged, type Report } from "./report.ts";

const cellSchema = v.object({
  attack: v.string(),
  defence: v.string(),
  /** The run's directory beside this file. */
  run: v.string(),
  outcome: v.picklist(OUTCOMES),
  credited: v.boolean(),
});

/** `matrix/matrix.json`: what each meeting of an attack with a defence came to. The reports themselves are far longer. */
export const playedMatrixSchema = v.object({
  generator: v.literal("webrtc-mitm-lab"),
  schema: v.literal(1),
  lab: v.string(),
  attacks: v.array(v.string()),
  defences: v.array(v.string()),
  cells: v.array(cellSchema),
});
export type PlayedMatrix = v.InferOutput<typeof playedMatrixSchema>;
export type PlayedCell = PlayedMatrix["cells"][number];

/**
 * Of the runs that were judged and passed what every run must pass. Any other proves nothing, and its cell stays open.
 * @param lab the version that played them
 */
export function playedMatrixOf(
  scenarios: readonly Scenario[],
  reports: readonly Report[],
  { defenceAlarms, lab }: { readonly defenceAlarms: DefenceAlarms; readonly lab: string },
): PlayedMatrix {
  const sound = reports.filter((report) => isJudged(report) && report.result === "observed");
  const { attacks, defences, cell } = matrixOf(scenarios, sound, defenceAlarms);
  const all = attacks.flatMap((attack) =>
    defences.flatMap((defence) =>
      cell(attack, defence).map(({ scenario: run, outcome, credited }) => ({
        attack,
        defence,
        run,
        outcome,
        credited,
      })),
    ),
  );
  return {
    generator: "webrtc-mitm-lab",
    schema: 1,
    lab,
    attacks: [...attacks],
    defences: [...defences],
    cells: all,
  };
}

export function cellAt({ cells }: PlayedMatrix, attack: string, defence: string): PlayedCell | undefined {
  return cells.find((cell) => cell.attack === attack && cell.defence === defence);
}
