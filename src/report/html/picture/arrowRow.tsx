import { isPeer, PEER_NAMES } from "../../../trace/parties.ts";
import type { Owner } from "../../model/parties.ts";
import type { Arrow, Kept } from "../../sequence/row.ts";
import { bandsPassed, GAP_COLUMNS, type Geometry, LINE, laneX, middle, RECORDER, span } from "./geometry.ts";
import { Lock } from "./lock.tsx";
import { wrap } from "./wrap.ts";

/** Something that goes from one lane to another, with its label above the line. */
export function ArrowRow({
  row,
  y,
  height,
  geometry,
}: {
  row: Arrow;
  y: number;
  height: number;
  geometry: Geometry;
}) {
  if (row.medium === "out-of-band") return <OutOfBand row={row} y={y} geometry={geometry} />;
  const { start, end } = span(geometry, row.from, row.to);
  const lines = wrap(row.text, GAP_COLUMNS);
  const lineY = y + height - 8;
  const x = labelX(row, geometry);
  const certificateY = y + LINE * (lines.length + 1);
  const changedY = certificateY + (row.certificate ? LINE : 0);
  return (
    <g class={`arrow ${row.medium} ${row.changed ? "changed" : ""}`}>
      {lines.map((line, index) => (
        <text class="foreign halo" x={x} y={y + LINE * (index + 1)} text-anchor="middle">
          {line}
        </text>
      ))}
      {row.certificate && (
        <text class={`certificate halo ${row.certificate.owner}`} x={x} y={certificateY} text-anchor="middle">
          ▣ {row.certificate.short}… of {CERTIFICATE_OWNERS[row.certificate.owner]}
        </text>
      )}
      {row.changed && (
        <text class="warning halo" x={x} y={changedY} text-anchor="middle">
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

/** Where an arrow goes past a band, its label stands in the widest gap: beside a peer. */
function labelX({ from, to }: Arrow, geometry: Geometry): number {
  const { start, end } = span(geometry, from, to);
  const passed = bandsPassed(geometry, from, to);
  const edges = passed.flatMap(({ left, right }) => [left, right]);
  if (edges.length === 0) return (start + end) / 2;
  const beside = isPeer(from) ? start : end;
  const nearest = beside < middle(geometry) ? Math.min(...edges) : Math.max(...edges);
  return (beside + nearest) / 2;
}

const CERTIFICATE_OWNERS: Readonly<Record<Owner, string>> = {
  ...PEER_NAMES,
  attacker: "the attacker",
  unknown: "an unknown maker",
};

export function Point({ x, y, right }: { x: number; y: number; right: boolean }) {
  const back = right ? -9 : 9;
  return <path class="point" d={`M${x},${y} l${back},-4.5 v9 z`} />;
}

function Recorded({ recorded, y }: { recorded: Kept; y: number }) {
  const [first, second] = keptLines(recorded);
  return (
    <>
      <Lock
        x={RECORDER.left + 16}
        y={y - 6}
        sight={recorded.clear + recorded.mixed > 0 ? "open" : "closed"}
      />
      <text class="kept" x={RECORDER.left + 30} y={second === undefined ? y - 1 : y - 9}>
        {first}
      </text>
      {second !== undefined && (
        <text class="kept" x={RECORDER.left + 30} y={y + 6}>
          {second}
        </text>
      )}
    </>
  );
}

/** Such as "5 kept: 4 in clear," and "1 encrypted": a flight may begin in clear and end encrypted. */
function keptLines({ clear, mixed, encrypted }: Kept): string[] {
  const total = clear + mixed + encrypted;
  const parts = [
    clear > 0 && `${clear} in clear`,
    mixed > 0 && `${mixed} in part`,
    encrypted > 0 && `${encrypted} encrypted`,
  ].filter((part) => typeof part === "string");
  if (parts.length === 1) return [`${total} kept, ${parts[0]?.replace(/^\d+ /, "")}`];
  return [`${total} kept: ${parts[0]},`, parts.slice(1).join(", ")];
}

/** Around everybody in between, not through them: the channel beside the call. */
function OutOfBand({ row, y, geometry }: { row: Arrow; y: number; geometry: Geometry }) {
  const start = laneX(geometry, row.from);
  const end = laneX(geometry, row.to);
  const centre = middle(geometry);
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
      <text class="foreign halo" x={centre} y={y + 50} text-anchor="middle">
        {isPeer(row.from) && PEER_NAMES[row.from]} {row.text}
      </text>
      <text class="faint" x={centre} y={y + 69} text-anchor="middle">
        ☎ beside the call: nobody in between is on this channel
      </text>
    </g>
  );
}
