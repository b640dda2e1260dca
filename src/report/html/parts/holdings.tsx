import {
  HOLDER_NAMES,
  HOLDINGS_INTRODUCTION,
  HOW_HELD,
  type HoldingCell,
  holdersOf,
} from "../../model/holdingWords.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basis.tsx";
import { Foreign } from "../components/foreign.tsx";
import { Part } from "../components/part.tsx";
import { Table } from "../components/table.tsx";
import { Memory } from "./memory.tsx";

/** Secrets and content beside the parties. */
export function Holdings({ view }: { view: View }) {
  const { holdings } = view.report.evidence;
  const holders = holdersOf(holdings);
  const shown = holdings.slice(0, MAX_ROWS);
  return (
    <Part id="holdings" title="Who holds what">
      <p>{HOLDINGS_INTRODUCTION}</p>
      <Table
        label="Secrets and content, by holder"
        kind="matrix"
        columns={["Secret or content", ...holders.map((holder) => HOLDER_NAMES[holder])]}
      >
        {shown.map(({ what, cells }) => (
          <tr>
            <th scope="row">
              <Foreign text={what} limit={120} />
            </th>
            {holders.map((holder) => (
              <Held cell={cells[holder]} view={view} />
            ))}
          </tr>
        ))}
      </Table>
      {holdings.length > shown.length && (
        <p>{holdings.length - shown.length} more rows stand in report.json.</p>
      )}
      <Memory view={view} />
    </Part>
  );
}

const MAX_ROWS = 60;

function Held({ cell, view }: { cell: HoldingCell | undefined; view: View }) {
  if (!cell) return <td class="held unknown">? unknown</td>;
  const { symbol, words } = HOW_HELD[cell.how];
  return (
    <td class={`held ${cell.value}`}>
      <strong>
        <span aria-hidden="true">{symbol}</span> {words}
      </strong>
      <span class="because">{cell.because}</span>
      {cell.basis.length > 0 && <Basis basis={cell.basis} listing={view.listing} />}
    </td>
  );
}
