import { Table } from "../../../src/report/html/components/table.tsx";
import type { Conformance } from "../result.ts";
import { STACK_TITLES } from "../stacks.ts";
import { inWords, OUTCOME_KINDS, OUTCOME_WORDS } from "../words.ts";

export function FeatureTable({ result: { stacks, features, cells } }: { result: Conformance }) {
  const here = stacks.flatMap((stack) => ("version" in stack ? [stack.id] : []));
  const pairs = here.flatMap((offerer) => here.map((answerer) => ({ offerer, answerer })));
  return (
    <>
      <ul>
        {OUTCOME_KINDS.map((kind) => (
          <li>
            {OUTCOME_WORDS[kind].sign} <strong>{OUTCOME_WORDS[kind].words}.</strong>{" "}
            {OUTCOME_WORDS[kind].meaning}
          </li>
        ))}
      </ul>
      <Table
        label="Each pair of stacks and each feature"
        kind="matrix"
        columns={["offerer → answerer", ...features.map(({ title }) => title)]}
      >
        {pairs.map(({ offerer, answerer }) => (
          <tr>
            <th scope="row">
              {STACK_TITLES[offerer]} → {STACK_TITLES[answerer]}
            </th>
            {features.map(({ id }) => {
              const cell = cells.find(
                (each) => each.offerer === offerer && each.answerer === answerer && each.feature === id,
              );
              if (!cell) return <td>not run</td>;
              const { sign, words } = OUTCOME_WORDS[cell.outcome.outcome];
              return (
                <td title={inWords(cell.outcome)}>
                  {sign} {words}
                </td>
              );
            })}
          </tr>
        ))}
      </Table>
    </>
  );
}
