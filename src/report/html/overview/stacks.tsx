import { type StackMatrix, stackCell } from "../../model/stackMatrix.ts";
import { Foreign } from "../components/foreign.tsx";
import { Part } from "../components/part.tsx";

/** Attacks at the signalling against WebRTC stacks, where the conformance run has left its file; else how to make it. */
export function StacksPart({ stacks: matrix }: { stacks: StackMatrix | undefined }) {
  if (!matrix || matrix.attacks.length === 0)
    return (
      <p class="faint" id="stacks">
        Attacks against WebRTC stacks were not tried here: <code>npm run conformance</code> puts each stack of
        this machine to each attack, and this page shows it when it is next written.
      </p>
    );
  const attacks = [...new Set(matrix.attacks.map(({ attack }) => attack))];
  const here = matrix.stacks.filter(({ id }) => matrix.attacks.some(({ stack }) => stack === id));
  return (
    <Part id="stacks" title="Attacks against WebRTC stacks">
      <p>
        Both peers are of one stack, without this lab’s guards and defences. “Refused” is said only where the
        same call opens without the attack. Tried on {matrix.startedAt.slice(0, 10)}.
      </p>
      <table class="meeting-grid">
        <thead>
          <tr>
            <th scope="col">Attack</th>
            {here.map(({ title, version }) => (
              <th scope="col">
                <Foreign text={version === undefined ? title : `${title} ${version}`} limit={60} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {attacks.map((attack) => (
            <tr>
              <th scope="row">
                <Foreign text={attack.replaceAll("-", " ")} limit={60} />
              </th>
              {here.map(({ id, title }) => {
                const { symbol, words } = stackCell(matrix, attack, id);
                return (
                  <td data-label={title}>
                    <span aria-hidden="true">{symbol}</span> {words}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
