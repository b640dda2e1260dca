import {
  HOLDER_NAMES,
  HOLDINGS_INTRODUCTION,
  HOW_HELD,
  type Holding,
  type HoldingCell,
  holdersOf,
} from "../../model/holdingWords.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Part } from "../components/part.tsx";
import { ForeignProse, Prose } from "../components/prose.tsx";
import { Table } from "../components/table.tsx";
import { Memory } from "./memory.tsx";

/** Secrets and content beside the parties. */
export function Holdings({ view }: { view: View }) {
  const { holdings } = view.report.evidence;
  const holders = holdersOf(holdings);
  const shown = holdings.slice(0, MAX_ROWS);
  const reasons = reasonsIn(shown);
  return (
    <Part
      id="holdings"
      title="Who holds what"
      folded="Every key, session secret and content, and who has it."
    >
      <p>
        <Prose>{HOLDINGS_INTRODUCTION}</Prose>
      </p>
      <Table
        label="Secrets and content, by holder"
        kind="matrix"
        columns={["Secret or content", ...holders.map((holder) => HOLDER_NAMES[holder])]}
      >
        {shown.map(({ what, cells }) => (
          <tr>
            <th scope="row">
              <ForeignProse text={what} limit={120} />
            </th>
            {holders.map((holder) => (
              <Held cell={cells[holder]} reasons={reasons} view={view} />
            ))}
          </tr>
        ))}
      </Table>
      <ol class="reasons">
        {reasons.map((reason, index) => (
          <li id={`holding-reason-${index + 1}`}>
            <ForeignProse text={reason} limit={300} />
          </li>
        ))}
      </ol>
      {holdings.length > shown.length && (
        <p>{holdings.length - shown.length} more rows stand in report.json.</p>
      )}
      <Memory view={view} />
    </Part>
  );
}

const MAX_ROWS = 60;

/** Every reason once, in the order in which the cells have them: a table of thirty cells has a handful. */
function reasonsIn(holdings: readonly Holding[]): string[] {
  const cells = holdings.flatMap(({ cells }) => Object.values(cells));
  return [...new Set(cells.flatMap((cell) => (cell ? [cell.because] : [])))];
}

function Held({
  cell,
  reasons,
  view,
}: {
  cell: HoldingCell | undefined;
  reasons: readonly string[];
  view: View;
}) {
  if (!cell) return <td class="held unknown">? unknown</td>;
  const { symbol, words } = HOW_HELD[cell.how];
  const number = reasons.indexOf(cell.because) + 1;
  return (
    <td class={`held ${cell.value}`}>
      <strong>
        <span aria-hidden="true">{symbol}</span> {words}
      </strong>
      {number > 0 && (
        <sup>
          <a href={`#holding-reason-${number}`}>{number}</a>
        </sup>
      )}
      {cell.basis.length > 0 && <Basis basis={cell.basis} listing={view.listing} />}
    </td>
  );
}
