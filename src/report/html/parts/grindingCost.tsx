import { describeDuration } from "../../../comparison/grinding.ts";
import { describeSearch, describeTries, GRINDING_WORDS, searchCostOf } from "../../model/searchCost.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Part } from "../components/part.tsx";
import { Prose } from "../components/prose.tsx";
import { Table } from "../components/table.tsx";

/** What the search for a certificate cost here, and what it would cost for longer codes and stronger attackers. */
export function GrindingCostPart({ view: { run, listing } }: { view: View }) {
  const cost = searchCostOf(run);
  if (!cost) return null;
  const { ground, luck, searchers, rows } = cost;
  return (
    <Part
      id="grinding"
      title={GRINDING_WORDS.title}
      folded="What it costs to search for a certificate that fits a short code."
    >
      <p>
        <Prose>
          Grinding: the attacker tried {describeSearch(ground)} {luck}{" "}
          <Basis basis={[ground.seq]} listing={listing} />
        </Prose>
      </p>
      <p>
        <Prose>{GRINDING_WORDS.assumptions}</Prose>
      </p>
      <Table
        label="Cost of grinding by length of the code"
        columns={[
          ...GRINDING_WORDS.head,
          ...searchers.map(({ title }) => `${title}: one code settled / both free`),
        ]}
      >
        {rows.map(({ bits, fixedTargetTries, bothFreeTriesPerLeg, cells }) => (
          <tr>
            <th scope="row">{bits}</th>
            <td>{describeTries(fixedTargetTries)}</td>
            <td>{describeTries(bothFreeTriesPerLeg)}</td>
            <td>{describeTries(fixedTargetTries)}</td>
            {cells.map(({ fixedTargetSeconds, bothFreeSeconds }) => (
              <td>
                {describeDuration(fixedTargetSeconds)} / {describeDuration(bothFreeSeconds)}
              </td>
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
