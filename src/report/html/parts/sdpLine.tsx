import type { LineDifference, NumberedLine } from "../../../sdp/compare.ts";
import { reasonFor } from "../../model/sdpReasons.ts";
import { Foreign } from "../components/foreign.tsx";

/** One row of the side-by-side view, and under a changed one why it was changed. */
export function SdpLine({ row, attacked }: { row: LineDifference; attacked: boolean }) {
  const reason =
    row.kind === "same"
      ? undefined
      : ((attacked ? reasonFor(row.attribute, row.kind) : undefined) ??
        "The lab knows no reason for this change.");
  return (
    <>
      <tr class={row.kind}>
        <Cell
          line={"sent" in row ? row.sent : undefined}
          mark={row.kind === "changed" || row.kind === "removed" ? "−" : ""}
        />
        <Cell
          line={"received" in row ? row.received : undefined}
          mark={row.kind === "changed" || row.kind === "added" ? "+" : ""}
        />
      </tr>
      {reason !== undefined && (
        <tr class="reason">
          <td colspan={2}>
            <strong>
              Why <Foreign text={row.attribute} limit={40} />:{" "}
            </strong>
            {reason}
          </td>
        </tr>
      )}
    </>
  );
}

function Cell({ line, mark }: { line: NumberedLine | undefined; mark: string }) {
  if (line === undefined) return <td class="absent">no such line</td>;
  return (
    <td>
      <div class="line">
        <span class="number">{line.line}</span>
        <span class="mark">{mark}</span>
        <code>
          <Foreign text={line.text} limit={400} />
        </code>
      </div>
    </td>
  );
}
