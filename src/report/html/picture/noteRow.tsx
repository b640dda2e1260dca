import type { Lane, Note } from "../../sequence/row.ts";
import { CENTRE, GAP_COLUMNS, LINE, laneX } from "./geometry.ts";
import { wrap } from "./wrap.ts";

/** Something that happens at one party. */
export function NoteRow({ row, y, height }: { row: Note; y: number; height: number }) {
  const lines = wrap(row.text, GAP_COLUMNS - 2);
  const width = 18 + Math.max(...lines.map(widthOf));
  const x = anchorX(row.lane);
  return (
    <g class={`note-box ${row.tone}`}>
      <rect x={x - width / 2} y={y + 4} width={width} height={height - 8} rx={5} />
      {lines.map((line, index) => (
        <text class="foreign" x={x} y={y + 4 + LINE * (index + 1) - 3} text-anchor="middle">
          {line}
        </text>
      ))}
    </g>
  );
}

/** A leg has no room beside it: its notes stand on the server's band. */
function anchorX(lane: Lane): number {
  return lane === "alice-leg" || lane === "bob-leg" ? CENTRE : laneX(lane);
}

/** About how wide a line is drawn: capitals need more room. */
function widthOf(line: string): number {
  let width = 0;
  for (const character of line) width += /[\p{Lu}_M]/u.test(character) ? 8 : 6.4;
  return width;
}
