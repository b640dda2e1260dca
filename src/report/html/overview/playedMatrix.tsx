import { OUTCOME_WORDS } from "../../../contract/outcome.ts";
import { NO_ATTACK, NO_DEFENCE, type Titles } from "../../model/attackMatrix.ts";
import { CELL_WORDS, legendOf } from "../../model/cellWord.ts";
import { cellAt, type PlayedCell, type PlayedMatrix } from "../../model/playedMatrix.ts";
import { OUTCOME_TONES } from "../components/outcomeTone.tsx";
import { Part } from "../components/part.tsx";

/**
 * Every attack against every defence: attacks down, defences across, each cell a link to its run. On a phone and on paper
 * each attack is a card, so that no column is hidden.
 */
export function PlayedMatrixPart({ matrix, titles }: { matrix: PlayedMatrix; titles: Titles }) {
  const { attacks, defences, cells } = matrix;
  return (
    <Part id="matrix" title="Every attack against every defence">
      <p>
        In each run people compare, if that is the defence, before anything is said; then Alice says two
        secrets. A defence is credited only with an alarm of its own, and those cells have a heavy border. The
        row “{NO_ATTACK}” and the column “{NO_DEFENCE}” are the controls.
      </p>
      <ul class="meeting-grid-legend" aria-label="What the words mean">
        {legendOf(cells).map(({ symbol, word, meaning }) => (
          <li>
            <span aria-hidden="true">{symbol}</span> <strong>{word}</strong>: {meaning}
          </li>
        ))}
      </ul>
      <table class="meeting-grid">
        <thead>
          <tr>
            <th scope="col">Attack</th>
            {defences.map((defence) => (
              <th scope="col" title={titles[defence]}>
                {breakable(defence)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {attacks.map((attack) => (
            <tr>
              <th scope="row">{titles[attack] ?? "No attack"}</th>
              {defences.map((defence) => (
                <CellOf cell={cellAt(matrix, attack, defence)} defence={defence} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <dl class="meeting-grid-columns">
        {defences.map(
          (defence) =>
            titles[defence] !== undefined && (
              <div>
                <dt>{breakable(defence)}</dt>
                <dd>{titles[defence]}</dd>
              </div>
            ),
        )}
      </dl>
    </Part>
  );
}

function CellOf({ cell, defence }: { cell: PlayedCell | undefined; defence: string }) {
  if (!cell)
    return (
      <td data-label={breakable(defence)} class="faint">
        not played
      </td>
    );
  const { outcome, run, attack } = cell;
  const credited = cell.credited && attack !== NO_ATTACK && defence !== NO_DEFENCE;
  return (
    <td data-label={breakable(defence)} id={`scenario-${run}`} class={credited ? "credited" : ""}>
      <a class={OUTCOME_TONES[outcome]} href={`matrix/${encodeURIComponent(run)}/report.html`}>
        <span aria-hidden="true">{OUTCOME_WORDS[outcome].symbol}</span> {CELL_WORDS[outcome]}
      </a>
    </td>
  );
}

/** An id as words: a narrow column breaks between them. */
function breakable(id: string): string {
  return id.replaceAll("-", " ");
}
