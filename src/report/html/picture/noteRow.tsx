import type { Lane, Note } from "../../sequence/row.ts";
import { bandOf, centreOf, GAP_COLUMNS, type Geometry, LINE, laneX } from "./geometry.ts";
import { wrap } from "./wrap.ts";

/** Something that happens at one party. */
export function NoteRow({
  row,
  y,
  height,
  geometry,
}: {
  row: Note;
  y: number;
  height: number;
  geometry: Geometry;
}) {
  const lines = wrap(row.text, GAP_COLUMNS - 2);
  const width = 18 + Math.max(...lines.map(widthOf));
  const x = Math.max(anchorX(row.lane, geometry), width / 2);
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

/** A leg has no room beside it: its notes stand on its own band. */
function anchorX(lane: Lane, geometry: Geometry): number {
  if (lane.startsWith("server-")) return centreOf(geometry.server);
  if (lane.startsWith("path-")) return centreOf(bandOf(geometry, "path"));
  return laneX(geometry, lane);
}

/** About how wide a line is drawn: capitals need more room. */
function widthOf(line: string): number {
  let width = 0;
  for (const character of line) width += /[\p{Lu}_M]/u.test(character) ? 8 : 6.4;
  return width;
}
