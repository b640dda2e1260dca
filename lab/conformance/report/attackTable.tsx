import { Table } from "../../../src/report/html/components/table.tsx";
import { attackWord } from "../attacks/attackCell.ts";
import { TRIED } from "../attacks/attacks.ts";
import type { Conformance } from "../result.ts";
import { ATTACK_WORDS } from "../words.ts";

export function AttackTable({ result: { stacks, attacks } }: { result: Conformance }) {
  if (attacks.length === 0) return <p>No attack was tried.</p>;
  const here = stacks.flatMap((stack) => ("version" in stack ? [stack] : []));
  return (
    <>
      <p>
        Both ends are of one stack, and the attack is aimed at one of them. “Refused” is said only where the
        same call opens without the attack. “Accepted” says that the stack goes on, not that it breaks a rule:
        the last column says what that means.
      </p>
      <Table
        label="Each attack on each stack"
        kind="matrix"
        columns={[
          "attack",
          ...here.map(({ title, version }) => `${title} ${version}`),
          "a stack that accepts it",
        ]}
      >
        {TRIED.map(({ id, title, means, reference }) => (
          <tr>
            <th scope="row">{title}</th>
            {here.map((stack) => {
              const cell = attacks.find((each) => each.attack === id && each.stack === stack.id);
              if (!cell) return <td>not run</td>;
              const { sign, words } = ATTACK_WORDS[attackWord(cell)];
              return (
                <td>
                  {sign} {words}
                  <span class="because">
                    {cell.trials
                      .map(
                        (trial) =>
                          `as ${trial.as}: ${trial.result === "no-control" ? `no control: ${trial.because}` : trial.result}`,
                      )
                      .join("; ")}
                  </span>
                </td>
              );
            })}
            <td>
              {means} ({reference})
            </td>
          </tr>
        ))}
      </Table>
      <p>
        A stack that accepts a wrong fingerprint, or a certificate without its key, has a defect that its
        authors hear of before anybody else.
      </p>
    </>
  );
}
