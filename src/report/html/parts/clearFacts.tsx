import type { ClearFact } from "../../../run/cleartext.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basis.tsx";
import { Foreign } from "../components/foreign.tsx";
import { Scroll } from "../components/part.tsx";

const MOST_FACTS = 60;

/** Values that stood in the capture in clear, folded under one title. */
export function ClearFacts({
  title,
  facts,
  view,
  open = false,
}: {
  title: string;
  facts: readonly ClearFact[];
  view: View;
  open?: boolean;
}) {
  if (facts.length === 0) return null;
  return (
    <details open={open}>
      <summary>
        {title}: {facts.length} values
      </summary>
      <Scroll label={title}>
        <table class="facts">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Value</th>
              <th scope="col">Basis</th>
            </tr>
          </thead>
          <tbody>
            {facts.slice(0, MOST_FACTS).map(({ what, value, basis }) => (
              <tr>
                <th scope="row">{what}</th>
                <td>
                  <code>
                    <Foreign text={value} limit={400} />
                  </code>
                </td>
                <td>
                  <Basis basis={basis} listing={view.listing} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {facts.length > MOST_FACTS && <p>{facts.length - MOST_FACTS} more values stand in the capture.</p>}
    </details>
  );
}
