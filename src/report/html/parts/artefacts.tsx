import type { View } from "../../model/view.ts";
import { Foreign } from "../components/foreign.tsx";
import { Part, Scroll } from "../components/part.tsx";

/** The files that the report rests on, and where and when the run took place. */
export function Artefacts({ view: { report } }: { view: View }) {
  const { environment, startedAt, durationMs, artefacts } = report;
  return (
    <Part id="files" title="The files behind it">
      <Scroll label="Files of the run">
        <table>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col" class="count">
                Bytes
              </th>
              <th scope="col">SHA-256</th>
            </tr>
          </thead>
          <tbody>
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
          </tbody>
        </table>
      </Scroll>
      <p class="faint">
        Run of {startedAt}, {(durationMs / 1000).toFixed(2)} s, lab{" "}
        <Foreign text={environment.lab} limit={40} />, Node <Foreign text={environment.node} limit={40} />,
        werift <Foreign text={environment.werift} limit={40} />,{" "}
        <Foreign text={environment.platform} limit={40} />. The hashes show that a file was changed; they do
        not show who made it.
      </p>
    </Part>
  );
}
