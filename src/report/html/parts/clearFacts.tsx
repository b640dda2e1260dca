import type { Evidence } from "../../../contract/evidence.ts";
import type { View } from "../../model/view.ts";
import { Basis } from "../components/basisLinks.tsx";
import { Foreign } from "../components/foreign.tsx";
import { Prose } from "../components/prose.tsx";
import { Table } from "../components/table.tsx";

const MAX_FACTS = 60;

/** Values that were readable for everybody, folded under one title. */
export function ClearFacts({
  title,
  facts,
  view,
  open = false,
}: {
  title: string;
  facts: Evidence["cleartext"];
  view: View;
  open?: boolean;
}) {
  if (facts.length === 0) return null;
  return (
    <details open={open}>
      <summary>
        {title}: {facts.length} values
      </summary>
      <Table label={title} kind="facts" columns={["What", "Value", "Basis"]}>
        {facts.slice(0, MAX_FACTS).map(({ what, value, basis }) => (
          <tr>
            <th scope="row">
              <Prose>{what}</Prose>
            </th>
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
      </Table>
      {facts.length > MAX_FACTS && <p>{facts.length - MAX_FACTS} more values stand in report.json.</p>}
    </details>
  );
}
