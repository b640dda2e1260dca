import type { Party } from "../../model/parties.ts";
import type { Arrow } from "../../sequence/row.ts";
import { BAND, CENTRE, GAP_COLUMNS, LINE, laneX, RECORDER, span } from "./geometry.ts";
import { Lock } from "./lock.tsx";
import { wrap } from "./wrap.ts";

/** Something that goes from one lane to another, with its label above the line. */
export function ArrowRow({ row, y, height }: { row: Arrow; y: number; height: number }) {
  if (row.medium === "out-of-band") return <OutOfBand row={row} y={y} />;
  const { start, end } = span(row.from, row.to);
  const lines = wrap(row.text, GAP_COLUMNS);
  const lineY = y + height - 8;
  // Where an arrow goes past the server, its label stands beside the sender.
  const other = Math.abs(end - start) > 300 ? (start < CENTRE ? BAND.left : BAND.right) : end;
  const middle = (start + other) / 2;
  const certificateY = y + LINE * (lines.length + 1);
  const changedY = certificateY + (row.certificate ? LINE : 0);
  return (
    <g class={`arrow ${row.medium} ${row.changed ? "changed" : ""}`}>
      {lines.map((line, index) => (
        <text class="foreign halo" x={middle} y={y + LINE * (index + 1)} text-anchor="middle">
          {line}
        </text>
      ))}
      {row.certificate && (
        <text
          class={`certificate halo ${row.certificate.owner}`}
          x={middle}
          y={certificateY}
          text-anchor="middle"
        >
          ▣ {row.certificate.short}… of {CERTIFICATE_OWNERS[row.certificate.owner]}
        </text>
      )}
      {row.changed && (
        <text class="warning halo" x={middle} y={changedY} text-anchor="middle">
          ⚠ {row.changed}
        </text>
      )}
      <line class="shaft" x1={start} x2={end} y1={lineY} y2={lineY} />
      <Point x={end} y={lineY} right={end > start} />
      {row.bothWays && <Point x={start} y={lineY} right={end < start} />}
      {row.recorded && <Recorded recorded={row.recorded} y={lineY} />}
    </g>
  );
}

const CERTIFICATE_OWNERS: Readonly<Record<Party, string>> = {
  alice: "Alice",
  bob: "Bob",
  attacker: "the attacker",
  unknown: "an unknown maker",
};

export function Point({ x, y, right }: { x: number; y: number; right: boolean }) {
  const back = right ? -9 : 9;
  return <path class="point" d={`M${x},${y} l${back},-4.5 v9 z`} />;
}

function Recorded({ recorded, y }: { recorded: NonNullable<Arrow["recorded"]>; y: number }) {
  const { datagrams, clear } = recorded;
  return (
    <>
      <Lock x={RECORDER.left + 16} y={y - 6} sight={clear ? "open" : "closed"} />
      <text class="kept" x={RECORDER.left + 30} y={y - 1}>
        {datagrams} kept, {clear ? "in clear" : "sealed"}
      </text>
    </>
  );
}

/** Around the server, not through it: the one channel that the operator cannot reach. */
function OutOfBand({ row, y }: { row: Arrow; y: number }) {
  const start = laneX(row.from);
  const end = laneX(row.to);
  const base = y + 72;
  const top = y + 4;
  const out = (end - start) / 4;
  return (
    <g class="arrow out-of-band">
      <path class="shaft" d={`M${start},${base} C${start + out},${top} ${end - out},${top} ${end},${base}`} />
      <path
        class="point"
        d={end > start ? `M${end},${base} l-11,-4 l6,-7 z` : `M${end},${base} l11,-4 l-6,-7 z`}
      />
      <text class="foreign halo" x={CENTRE} y={y + 50} text-anchor="middle">
        {row.from === "alice" ? "Alice" : "Bob"} {row.text}
      </text>
      <text class="faint" x={CENTRE} y={y + 69} text-anchor="middle">
        ☎ out of band: the server is not on this channel
      </text>
    </g>
  );
}
