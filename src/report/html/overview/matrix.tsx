import { OUTCOME_WORDS } from "../../../contract/outcome.ts";
import type { Scenario } from "../../../scenario.ts";
import { type Cell, cellWords, type DefenceAlarms, type Matrix, matrixOf } from "../../model/attackMatrix.ts";
import type { Report } from "../../model/report.ts";
import { Part } from "../components/part.tsx";
import { Table } from "../components/table.tsx";

/** Attacks against defences: what each meeting of the two came to in its latest run. */
export function MatrixPart({
  scenarios,
  reports,
  defenceAlarms,
}: {
  scenarios: readonly Scenario[];
  reports: readonly Report[];
  defenceAlarms: DefenceAlarms;
}) {
  const matrix = matrixOf(scenarios, reports, defenceAlarms);
  if (matrix.attacks.length === 0) return null;
  return (
    <Part id="matrix" title="Attacks against defences">
      <Table
        label="Outcome of each attack against each defence"
        kind="outcomes"
        columns={["Attack", ...matrix.defences]}
      >
        {matrix.attacks.map((attack) => (
          <Row attack={attack} matrix={matrix} />
        ))}
      </Table>
      <p class="faint">
        A defence is credited with what it raised an alarm for. “Not by this defence” and “raised nothing”: it
        was in use in a run that was attacked, and raised no alarm in it; what follows is what the run came to
        all the same. An empty cell: no scenario has this attack against this defence.
      </p>
    </Part>
  );
}

function Row({ attack, matrix }: { attack: string; matrix: Matrix }) {
  return (
    <tr>
      <th scope="row">{attack}</th>
      {matrix.defences.map((defence) => (
        <td>
          {matrix.cell(attack, defence).map((cell) => (
            <Meeting cell={cell} />
          ))}
        </td>
      ))}
    </tr>
  );
}

function Meeting({ cell }: { cell: Cell }) {
  const symbol = cell.credited ? OUTCOME_WORDS[cell.outcome].symbol : "–";
  return (
    <a
      class={`outcome ${cell.credited ? cell.outcome : "unknown"}`}
      href={`${encodeURIComponent(cell.scenario)}/report.html`}
    >
      <span aria-hidden="true">{symbol}</span> {cellWords(cell)} <span class="faint">{cell.scenario}</span>
    </a>
  );
}
