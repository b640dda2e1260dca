import type { LineDifference, NumberedLine } from "../../../sdp/compare.ts";
import { Foreign } from "../components/foreign.tsx";

/** One row of the side-by-side view. */
export function SdpLine({ row }: { row: LineDifference }) {
  return (
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
