import type { Evidence } from "../../../contract/evidence.ts";
import { memoryWords } from "../../model/memoryWords.ts";
import { inHeading, PARTY_NAMES } from "../../model/parties.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { ForeignProse, Prose } from "../components/prose.tsx";
import { Table } from "../components/table.tsx";

type Memory = Evidence["memory"];

/** Which secrets stood in which process's memory, at the one moment of the search. */
export function Memory({ view: { report, run, listing } }: { view: View }) {
  const { memory } = report.evidence;
  if (!memory.searched) {
    return (
      <>
        <h3>In the memory of each process</h3>
        <p>
          <ForeignProse text={memory.because} limit={300} />.
        </p>
      </>
    );
  }
  return (
    <>
      <h3>In the memory of each process</h3>
      <p>
        <Prose>{memoryWords(report.evidence, run)}</Prose>
      </p>
      <Table
        label="Secrets found in memory, by process"
        kind="matrix"
        columns={[
          "Secret",
          ...memory.processes.map(({ actor, pid, bytes, seq }) => (
            <>
              {inHeading(PARTY_NAMES[actor])}
              <span class="because">
                process {pid}, {(bytes / 2 ** 20).toFixed(0)} MiB searched{" "}
                <Basis basis={[seq]} listing={listing} />
              </span>
            </>
          )),
        ]}
      >
        {memory.rows.map((row) => (
          <tr>
            <th scope="row">
              {row.secret} {row.basis.length > 0 && <Basis basis={row.basis} listing={listing} />}
            </th>
            {memory.processes.map(({ actor }) => (
              <Found row={row} actor={actor} />
            ))}
          </tr>
        ))}
      </Table>
    </>
  );
}

function Found({ row, actor }: { row: Memory["rows"][number]; actor: Memory["processes"][number]["actor"] }) {
  if (!row.foundIn.includes(actor)) {
    return row.expectedIn.includes(actor) ? (
      <td class="held unknown">
        <strong>✗ not found, though it must be here</strong>
      </td>
    ) : (
      <td class="held no">○ searched, not found</td>
    );
  }
  return (
    <td class="held">
      <strong>◉ found</strong>
      {row.foundIn.length === 1 && <span class="because">{row.encodings.join(", ")}</span>}
    </td>
  );
}
