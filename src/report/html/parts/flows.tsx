import { flowsOf } from "../../../run/flows.ts";
import { peerTraffic } from "../../../run/recording.ts";
import { END_NAMES } from "../../model/parties.ts";
import type { View } from "../../model/view.ts";
import { Table } from "../components/table.tsx";

/** Sums of the recorded datagrams, by sender, receiver and protocol. The lab’s own marker is no traffic of the run. */
export function Flows({ view }: { view: View }) {
  const count = (text: string) => ({ text, count: true }) as const;
  const { recording } = view.run;
  const flows = flowsOf({ ...recording, datagrams: peerTraffic(recording) });
  return (
    <Table
      label="Datagrams by sender, receiver and protocol"
      columns={["From", "To", "What", count("Datagrams"), count("Bytes"), count("Largest")]}
    >
      {flows.map(({ from, to, kind, datagrams, bytes, largest }) => (
        <tr>
          <td>{endName(from)}</td>
          <td>{endName(to)}</td>
          <td>{kind}</td>
          <td class="count">{datagrams}</td>
          <td class="count">{bytes}</td>
          <td class="count">{largest}</td>
        </tr>
      ))}
    </Table>
  );
}

function endName(end: string): string {
  return END_NAME_ENTRIES.get(end) ?? "unknown";
}

const END_NAME_ENTRIES: ReadonlyMap<string, string> = new Map(Object.entries(END_NAMES));
