import { searchCostOf } from "../../model/searchCost.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Part } from "../components/part.tsx";
import { Prose } from "../components/prose.tsx";
import { Table } from "../components/table.tsx";

/** What the search for a certificate cost here, and what it would cost if people compared more, and for stronger attackers. */
export function GrindingCostPart({ view: { run, listing } }: { view: View }) {
  const cost = searchCostOf(run);
  if (!cost) return null;
  const { title, searches, assumptions, searchers, table } = cost;
  return (
    <Part
      id="grinding"
      title={title}
      folded="What it costs to search for a certificate that fits what people compare."
    >
      {searches.map(({ seq, words }) => (
        <p>
          <Prose>
            Grinding: the attacker tried {words} <Basis basis={[seq]} listing={listing} />
          </Prose>
        </p>
      ))}
      <p>
        <Prose>{assumptions}</Prose>
      </p>
      <Table label="Cost of grinding by what people compare" kind="costs" columns={table.head}>
        {table.rows.map(([bits, ...cells]) => (
          <tr>
            <th scope="row">{bits}</th>
            {cells.map((cell) => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </Table>
      <h3>Whose rates these are</h3>
      <dl>
        {searchers.map(({ title, assumption }) => (
          <>
            <dt>{title}</dt>
            <dd>
              <Prose>{assumption}</Prose>
            </dd>
          </>
        ))}
      </dl>
    </Part>
  );
}
