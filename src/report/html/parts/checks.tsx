import type { Check } from "../../../contract/check.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Part } from "../components/part.tsx";
import { ForeignProse, Prose } from "../components/prose.tsx";
import { Sign } from "../components/sign.tsx";
import { Table } from "../components/table.tsx";

/** Every expectation of the scenario beside what the evidence shows. */
export function Checks({ view: { report, listing } }: { view: View }) {
  return (
    <Part
      id="checks"
      title="The checks"
      folded="Every expectation beside what was observed, and the lines and packets that it rests on."
    >
      <p>
        <Prose>
          Each check compares one expectation of the scenario with this run's evidence. A check that holds
          means that the run went as expected, not that it went well for the peers. Lines of the trace are
          what the actors reported of themselves; packets are what the capture shows.
        </Prose>
      </p>
      <Table
        label="Checks with expected and observed"
        kind="checks"
        columns={["Holds?", "What is checked", "Expected", "Observed", "Basis"]}
      >
        {report.checks.map((check) => (
          <tr id={`check-${check.id}`}>
            <td>
              <Outcome ok={check.ok} />
            </td>
            <th scope="row">
              <ForeignProse text={check.claim} limit={300} />
            </th>
            <td>
              <ForeignProse text={check.expected} limit={300} />
            </td>
            <td>
              <ForeignProse text={check.observed} limit={300} />
            </td>
            <td>
              <Basis basis={check.basis} listing={listing} />
            </td>
          </tr>
        ))}
      </Table>
    </Part>
  );
}

function Outcome({ ok }: Pick<Check, "ok">) {
  if (ok === null) return <Sign tone="open">not tested</Sign>;
  return ok ? <Sign tone="good">holds</Sign> : <Sign tone="bad">fails</Sign>;
}
