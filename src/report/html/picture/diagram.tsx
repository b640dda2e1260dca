import type { Listing } from "../../model/listing.ts";
import { packetNumber } from "../../model/listing.ts";
import type { Row } from "../../sequence/row.ts";
import { Scroll } from "../components/part.tsx";
import { ArrowRow } from "./arrowRow.tsx";
import { BAND, CENTRE, HEAD_HEIGHT, laneX, TIME_RIGHT, WIDTH } from "./geometry.ts";
import { HeadingRow, Heads, Lifelines, ServerBand } from "./lanes.tsx";
import { type Placed, place } from "./layout.ts";
import { MessageRow } from "./messageRow.tsx";
import { NoteRow } from "./noteRow.tsx";

/**
 * The run as lanes: Alice, the server, Bob, and what the recorder on the network kept. Text is text: it can be
 * selected and searched. Every row links to its trace line or packet.
 */
export function Picture({ rows, listing }: { rows: readonly Row[]; listing: Listing }) {
  const { placed, height } = place(rows);
  return (
    <Scroll label="The run as a sequence diagram; scrolls sideways on narrow screens">
      <svg viewBox={`0 0 ${WIDTH} ${height}`} class="lanes" xmlns="http://www.w3.org/2000/svg">
        <title>Who sent what to whom, in order of time</title>
        <Lifelines height={height} />
        {placed
          .filter(({ row }) => passesBehind(row))
          .map((item) => (
            <PlacedRow item={item} listing={listing} />
          ))}
        <ServerBand height={height} placed={placed} />
        <Heads />
        <g transform={`translate(0 ${height - HEAD_HEIGHT})`}>
          <Heads />
        </g>
        {placed.map((item) =>
          passesBehind(item.row) ? (
            <PastTheServer item={item} />
          ) : (
            <PlacedRow item={item} listing={listing} />
          ),
        )}
        {placed.map((item) => (
          <Silence item={item} />
        ))}
      </svg>
    </Scroll>
  );
}

/** What goes from peer to peer is drawn first, so that the server's band hides its middle: it goes past the server. */
function passesBehind(row: Row): boolean {
  return (
    row.kind === "arrow" &&
    row.medium !== "out-of-band" &&
    [row.from, row.to].every((lane) => lane === "alice" || lane === "bob")
  );
}

function PlacedRow({ item, listing }: { item: Placed; listing: Listing }) {
  const drawing = <RowDrawing item={item} />;
  const target = targetOf(item.row, listing);
  return target === undefined ? drawing : <a href={target}>{drawing}</a>;
}

function Silence({ item: { y, silenceMs } }: { item: Placed }) {
  if (silenceMs === undefined) return null;
  return (
    <text class="faint" x={CENTRE} y={y - 9} text-anchor="middle">
      ⋮ {Math.round(silenceMs)} ms
    </text>
  );
}

/** A faint line over the band: the datagrams go on, and the server has no part in it. */
function PastTheServer({ item: { y, height } }: { item: Placed }) {
  const lineY = y + height - 8;
  return <line class="past-server" x1={BAND.left} x2={BAND.right} y1={lineY} y2={lineY} />;
}

function RowDrawing({ item }: { item: Placed }) {
  const { row, y, height } = item;
  return (
    <g class={`row ${row.kind}`}>
      <rect class="hit" x={0} y={y + 1} width={WIDTH} height={height - 2} rx={4} />
      {row.kind !== "heading" && (
        <text class="time" x={TIME_RIGHT} y={y + 20} text-anchor="end">
          {Math.round(row.at)} ms
        </text>
      )}
      {row.kind === "heading" && <HeadingRow row={row} y={y} />}
      {row.kind === "fold" && (
        <>
          <rect
            class="fold-box"
            x={laneX("alice") - 60}
            y={y + 4}
            width={laneX("bob") - laneX("alice") + 120}
            height={26}
            rx={13}
          />
          <text class="fold-text" x={CENTRE} y={y + 21} text-anchor="middle">
            ⋯ {row.text}
          </text>
        </>
      )}
      {row.kind === "note" && <NoteRow row={row} y={y} height={height} />}
      {row.kind === "arrow" && <ArrowRow row={row} y={y} height={height} />}
      {row.kind === "message" && <MessageRow row={row} y={y} height={height} />}
    </g>
  );
}

function targetOf({ source }: Row, listing: Listing): string | undefined {
  const packet = packetNumber(source);
  if (packet !== undefined) return listing.packets.has(packet) ? `#packet-${packet}` : undefined;
  return listing.events.has(Number(source)) ? `#event-${source}` : undefined;
}
