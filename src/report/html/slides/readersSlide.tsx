import { HOLDER_NAMES, HOW_HELD, holdersOf } from "../../model/holdingWords.ts";
import type { View } from "../../model/view.ts";
import { Foreign } from "../components/foreign.tsx";

const MOST_ROWS = 5;

/** Which party had which secret of the conversation. */
export function ReadersSlide({ view }: { view: View }) {
  const { holdings } = view.report.evidence;
  const content = holdings.filter(({ kind }) => kind === "content").slice(0, MOST_ROWS);
  const holders = holdersOf(holdings);
  if (content.length === 0) return <p>No secret was sent in this run, so nobody could read one.</p>;
  return (
    <table class="slide-table">
      <thead>
        <tr>
          <th scope="col">Content</th>
          {holders.map((holder) => (
            <th scope="col">{HOLDER_NAMES[holder]}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {content.map(({ what, cells }) => (
          <tr>
            <th scope="row">
              <Foreign text={what} limit={40} />
            </th>
            {holders.map((holder) => {
              const cell = cells[holder];
              const { symbol, words } = HOW_HELD[cell?.how ?? "unknown"];
              return (
                <td class={`held ${cell?.value ?? "unknown"}`}>
                  <span aria-hidden="true">{symbol}</span> {words}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
