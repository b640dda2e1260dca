import { describeDuration } from "../../../comparison/grinding.ts";
import { describeSearch, describeTries, GRINDING_WORDS, grindingCostOf } from "../../model/grindingCost.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basis.tsx";
import { Part, Scroll } from "../components/part.tsx";

/** What the search for a certificate cost here, and what it would cost for longer codes and stronger attackers. */
export function GrindingCostPart({ view: { trace, listing } }: { view: View }) {
  const cost = grindingCostOf(trace);
  if (!cost) return null;
  const { ground, searchers, rows } = cost;
  return (
    <Part id="grinding" title={GRINDING_WORDS.title}>
      <p>
        The attacker tried {describeSearch(ground)} <Basis basis={[ground.seq]} listing={listing} />
      </p>
      <p>{GRINDING_WORDS.assumptions}</p>
      <Scroll label="Cost of grinding by length of the code">
        <table>
          <thead>
            <tr>
              {GRINDING_WORDS.head.map((head) => (
                <th scope="col">{head}</th>
              ))}
              {searchers.map(({ title }) => (
                <th scope="col">{title}: one code settled / both free</th>
              ))}
            </tr>
          </thead>
          <tbody>
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
          </tbody>
        </table>
      </Scroll>
      <h3>Whose rates these are</h3>
      <dl>
        {searchers.map(({ title, assumption }) => (
          <>
            <dt>{title}</dt>
            <dd>{assumption}</dd>
          </>
        ))}
      </dl>
    </Part>
  );
}
