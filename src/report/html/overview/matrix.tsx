import type { Scenario } from "../../../scenario.ts";
import {
  type DefenceAlarms,
  type Matrix,
  matrixOf,
  NO_ATTACK,
  NO_DEFENCE,
  type Titles,
} from "../../model/attackMatrix.ts";
import type { Report } from "../../model/report.ts";
import { OutcomeSign } from "../components/outcomeTone.tsx";
import { Part } from "../components/part.tsx";

interface Props {
  readonly matrix: Matrix;
  /** Of attacks, defences and scenarios. */
  readonly titles: Titles;
}

/**
 * Attacks against defences: what each meeting of the two came to in its latest run. One row for each run, so that no column is
 * hidden on a phone or on paper; on a phone each row is a card.
 */
export function MatrixPart({
  scenarios,
  reports,
  defenceAlarms,
  titles,
}: {
  scenarios: readonly Scenario[];
  reports: readonly Report[];
  defenceAlarms: DefenceAlarms;
  titles: Titles;
}) {
  const matrix = matrixOf(scenarios, reports, defenceAlarms);
  const names = { ...titles, ...Object.fromEntries(scenarios.map(({ id, title }) => [id, title])) };
  if (matrix.attacks.length === 0) return null;
  return (
    <Part id="matrix" title="Attacks against defences">
      <p>
        A defence is credited with what it raised an alarm for. One that raised none in an attacked run did
        not bring the outcome about, whatever else did; where nobody attacks, silence is right.
      </p>
      <table class="meetings">
        <thead>
          <tr>
            <th scope="col">Attack</th>
            <th scope="col">What the run came to</th>
            <th scope="col">Defence that raised an alarm</th>
            <th scope="col">Defence that raised none</th>
          </tr>
        </thead>
        <tbody>
          {matrix.attacks.map((attack) => (
            <Rows attack={attack} matrix={matrix} titles={names} />
          ))}
        </tbody>
      </table>
    </Part>
  );
}

function Rows({ attack, matrix, titles }: Props & { attack: string }) {
  const rows = matrix.rows(attack);
  return (
    <>
      {rows.map(({ scenario, outcome, raised, silent }, index) => (
        <tr class={index === 0 ? "first" : ""}>
          {index === 0 && (
            <th scope="rowgroup" rowSpan={rows.length}>
              {sentenceCase(titles[attack] ?? attack)}
            </th>
          )}
          <td data-label="Came to">
            <OutcomeSign outcome={outcome} />{" "}
            <a class="meeting" href={`${encodeURIComponent(scenario)}/report.html`}>
              {titles[scenario] ?? scenario}
            </a>
          </td>
          {raised.includes(NO_DEFENCE) ? (
            <td colSpan={2} data-label="Defences" class="faint">
              none in this run
            </td>
          ) : (
            <>
              <td data-label="Alarm by">
                <Defences ids={attack === NO_ATTACK ? [] : raised} titles={titles} />
              </td>
              <td data-label={attack === NO_ATTACK ? "Rightly silent" : "Silent"}>
                <Defences ids={attack === NO_ATTACK ? raised : silent} titles={titles} />
              </td>
            </>
          )}
        </tr>
      ))}
    </>
  );
}

function Defences({ ids, titles }: { ids: readonly string[]; titles: Titles }) {
  if (ids.length === 0) return <span class="faint">none</span>;
  const names = ids.map((id) => sentenceCase(titles[id] ?? id)).join("; ");
  if (ids.length <= MAX_NAMED) return <>{names}</>;
  return (
    <details class="many">
      <summary>{ids.length} defences</summary>
      {names}
    </details>
  );
}

/** Where a run has more, their names are folded. */
const MAX_NAMED = 3;

function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
