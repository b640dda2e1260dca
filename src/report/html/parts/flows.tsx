import { flowsOf } from "../../../run/flows.ts";
import { END_NAMES } from "../../model/narrate.ts";
import type { View } from "../../model/view.ts";
import { Scroll } from "../components/part.tsx";

/** Sums of the recorded datagrams, by sender, receiver and protocol. */
export function Flows({ view }: { view: View }) {
  return (
    <Scroll label="Datagrams by sender, receiver and protocol">
      <table>
        <thead>
          <tr>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">What</th>
            <th scope="col" class="count">
              Datagrams
            </th>
            <th scope="col" class="count">
              Bytes
            </th>
            <th scope="col" class="count">
              Largest
            </th>
          </tr>
        </thead>
        <tbody>
          {flowsOf(view.recording).map(({ from, to, kind, datagrams, bytes, largest }) => (
            <tr>
              <td>{endName(from)}</td>
              <td>{endName(to)}</td>
              <td>{kind}</td>
              <td class="count">{datagrams}</td>
              <td class="count">{bytes}</td>
              <td class="count">{largest}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

function endName(end: string): string {
  return END_NAME_ENTRIES.get(end) ?? "unknown";
}

const END_NAME_ENTRIES: ReadonlyMap<string, string> = new Map(Object.entries(END_NAMES));
