import type { Listing } from "../../model/listing.ts";
import { packetNumber } from "../../model/listing.ts";
import type { Row } from "../../sequence/row.ts";
import { Scroll } from "../components/part.tsx";
import { ArrowRow } from "./arrowRow.tsx";
import {
  bandsPassed,
  type Geometry,
  geometryOf,
  HEAD_HEIGHT,
  middle,
  TIME_RIGHT,
  WIDTH,
} from "./geometry.ts";
import { Bands, HeadingRow, Heads, Lifelines } from "./lanes.tsx";
import { type Placed, place } from "./layout.ts";
import { MessageRow } from "./messageRow.tsx";
import { NoteRow } from "./noteRow.tsx";

/**
 * The run as lanes: Alice, the server, an attacker on the path if there is one, Bob, and what the recorder kept. Text is text: it can be
 * selected and searched. Every row links to its trace line or packet.
 */
export function Picture({ rows, listing }: { rows: readonly Row[]; listing: Listing }) {
  const { placed, height } = place(rows);
  const geometry = geometryOf(rows);
  return (
    <Scroll label="The run as a sequence diagram; scrolls sideways on narrow screens">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} class="lanes" xmlns="http://www.w3.org/2000/svg">
        <title>Who sent what to whom, in order of time</title>
        <Lifelines height={height} geometry={geometry} />
        {placed
          .filter(({ row }) => passesBehind(row, geometry))
          .map((item) => (
            <PlacedRow item={item} listing={listing} geometry={geometry} />
          ))}
        <Bands height={height} placed={placed} geometry={geometry} />
        <Heads geometry={geometry} />
        <g transform={`translate(0 ${height - HEAD_HEIGHT})`}>
          <Heads geometry={geometry} />
        </g>
        {placed.map((item) =>
          passesBehind(item.row, geometry) ? (
            <PastBands item={item} geometry={geometry} />
          ) : (
            <PlacedRow item={item} listing={listing} geometry={geometry} />
          ),
        )}
        {placed.map((item) => (
          <Silence item={item} x={middle(geometry)} />
        ))}
      </svg>
    </Scroll>
  );
}

/** What goes past a band is drawn first, so that the band hides its middle. */
function passesBehind(row: Row, geometry: Geometry): boolean {
  return (
    row.kind === "arrow" && row.medium !== "out-of-band" && bandsPassed(geometry, row.from, row.to).length > 0
  );
}

function PlacedRow({ item, listing, geometry }: { item: Placed; listing: Listing; geometry: Geometry }) {
  const drawing = <RowDrawing item={item} geometry={geometry} />;
  const target = targetOf(item.row, listing);
  return target === undefined ? drawing : <a href={target}>{drawing}</a>;
}

function Silence({ item: { y, silenceMs }, x }: { item: Placed; x: number }) {
  if (silenceMs === undefined) return null;
  return (
    <text class="faint" x={x} y={y - 9} text-anchor="middle">
      ⋮ {Math.round(silenceMs)} ms
    </text>
  );
}

/** A faint line over each band that is passed: the arrow goes on, and that party has no part in it. */
function PastBands({ item: { row, y, height }, geometry }: { item: Placed; geometry: Geometry }) {
  if (row.kind !== "arrow") return null;
  const lineY = y + height - 8;
  return (
    <>
      {bandsPassed(geometry, row.from, row.to).map(({ left, right }) => (
        <line class="past-server" x1={left} x2={right} y1={lineY} y2={lineY} />
      ))}
    </>
  );
}

function RowDrawing({ item, geometry }: { item: Placed; geometry: Geometry }) {
  const { row, y, height } = item;
  const { alice, bob } = geometry.peers;
  return (
    <g class={`row ${row.kind}`}>
      <rect class="hit" x={0} y={y + 1} width={WIDTH} height={height - 2} rx={4} />
      {row.kind !== "heading" && (
        <text class="time" x={TIME_RIGHT} y={y + 20} text-anchor="end">
          {Math.round(row.at)} ms
        </text>
      )}
      {row.kind === "heading" && <HeadingRow row={row} y={y} geometry={geometry} />}
      {row.kind === "fold" && (
        <>
          <rect class="fold-box" x={alice - 60} y={y + 4} width={bob - alice + 120} height={26} rx={13} />
          <text class="fold-text" x={middle(geometry)} y={y + 21} text-anchor="middle">
            ⋯ {row.text}
          </text>
        </>
      )}
      {row.kind === "note" && <NoteRow row={row} y={y} height={height} geometry={geometry} />}
      {row.kind === "arrow" && <ArrowRow row={row} y={y} height={height} geometry={geometry} />}
      {row.kind === "message" && <MessageRow row={row} y={y} height={height} geometry={geometry} />}
    </g>
  );
}

function targetOf({ source }: Row, listing: Listing): string | undefined {
  const packet = packetNumber(source);
  if (packet !== undefined) return listing.packets.has(packet) ? `#packet-${packet}` : undefined;
  return listing.events.has(Number(source)) ? `#event-${source}` : undefined;
}
