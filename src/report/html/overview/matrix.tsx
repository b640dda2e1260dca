import type { Scenario } from "../../../scenario.ts";
import { type Cell, type Matrix, matrixOf } from "../../model/matrix.ts";
import { OUTCOME_WORDS } from "../../model/outcome.ts";
import type { Report } from "../../model/report.ts";
import { Part, Scroll } from "../components/part.tsx";

/** Attacks against defences: what each meeting of the two came to in its latest run. */
export function MatrixPart({
  scenarios,
  reports,
}: {
  scenarios: readonly Scenario[];
  reports: readonly Report[];
}) {
  const matrix = matrixOf(scenarios, reports);
  if (matrix.attacks.length === 0) return null;
  return (
    <Part id="matrix" title="Attacks against defences">
      <Scroll label="Outcome of each attack against each defence">
        <table class="outcomes">
          <thead>
            <tr>
              <th scope="col">Attack</th>
              {matrix.defences.map((defence) => (
                <th scope="col">{defence}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.attacks.map((attack) => (
              <Row attack={attack} matrix={matrix} />
            ))}
          </tbody>
        </table>
      </Scroll>
      <p class="faint">An empty cell: no scenario holds this attack against this defence.</p>
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

function Meeting({ cell: { scenario, outcome } }: { cell: Cell }) {
  const { symbol, words } = OUTCOME_WORDS[outcome];
  return (
    <a class={`outcome ${outcome}`} href={`${encodeURIComponent(scenario)}/report.html`}>
      <span aria-hidden="true">{symbol}</span> {words} <span class="faint">{scenario}</span>
    </a>
  );
}
