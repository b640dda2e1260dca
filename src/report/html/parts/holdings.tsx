import { type Cell, HOLDERS, type Holder } from "../../model/holdings.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basis.tsx";
import { Foreign } from "../components/foreign.tsx";
import { Part, Scroll } from "../components/part.tsx";
import { Memory } from "./memory.tsx";

/** Secrets and content against parties. */
export function Holdings({ view }: { view: View }) {
  const rows = view.holdings;
  const shown = rows.slice(0, MOST);
  return (
    <Part id="holdings" title="Who holds what">
      <p>
        “No” for the server and the recording means: the same search that finds what it must find found
        nothing here, in any encoding that it knows. It does not speak of the memory of a process.
      </p>
      <Scroll label="Secrets and content, by holder">
        <table class="matrix">
          <thead>
            <tr>
              <th scope="col">Secret or content</th>
              {HOLDERS.map((holder) => (
                <th scope="col">{HOLDER_NAMES[holder]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map(({ what, cells }) => (
              <tr>
                <th scope="row">
                  <Foreign text={what} limit={120} />
                </th>
                {HOLDERS.map((holder) => (
                  <Held cell={cells[holder]} view={view} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {rows.length > shown.length && <p>{rows.length - shown.length} more rows are left out here.</p>}
      <Memory view={view} />
    </Part>
  );
}

const MOST = 60;

const HOLDER_NAMES: Readonly<Record<Holder, string>> = {
  alice: "Alice",
  bob: "Bob",
  server: "Server",
  recording: "Recording",
};

function Held({ cell: { value, because, basis }, view }: { cell: Cell; view: View }) {
  return (
    <td class={`held ${value}`}>
      <strong>
        <span aria-hidden="true">{SYMBOLS[value]}</span> {value}
      </strong>
      <span class="because">{because}</span>
      {basis.length > 0 && <Basis basis={basis} listing={view.listing} />}
    </td>
  );
}

const SYMBOLS = { yes: "●", no: "○", unknown: "?" } as const;
