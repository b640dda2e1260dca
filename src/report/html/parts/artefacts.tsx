import { stackWords } from "../../model/stackWords.ts";
import type { View } from "../../model/view.ts";
import { Foreign } from "../components/foreign.tsx";
import { Part } from "../components/part.tsx";
import { ForeignProse } from "../components/prose.tsx";
import { Table } from "../components/table.tsx";

/** The files that the report rests on, and where and when the run took place. */
export function Artefacts({ view }: { view: View }) {
  const { environment, startedAt, durationMs, artefacts } = view.report;
  return (
    <Part id="files" title="The files behind it" folded="The files of this run, with their hashes.">
      <Table label="Files of the run" columns={["File", { text: "Bytes", count: true }, "SHA-256"]}>
        {artefacts.map(({ path, bytes, sha256 }) => (
          <tr>
            <th scope="row">
              <a href={path}>{path}</a>
            </th>
            <td class="count">{bytes}</td>
            <td>
              <code class="hash">{sha256}</code>
            </td>
          </tr>
        ))}
      </Table>
      <p class="faint">
        Run of {startedAt}, {(durationMs / 1000).toFixed(2)} s, lab{" "}
        <Foreign text={environment.lab} limit={40} />, Node <Foreign text={environment.node} limit={40} />,{" "}
        <ForeignProse text={stackWords(view)} limit={300} />,{" "}
        <Foreign text={environment.platform} limit={40} />. The hashes show that a file was changed; they do
        not show who made it.
      </p>
    </Part>
  );
}
