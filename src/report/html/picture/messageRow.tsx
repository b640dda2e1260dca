import { PEER_NAMES } from "../../../trace/parties.ts";
import type { Message, Sight } from "../../sequence/row.ts";
import { Point } from "./arrowRow.tsx";
import { bandOf, centreOf, type Geometry, LINE, RECORDER } from "./geometry.ts";
import { messageLines } from "./layout.ts";
import { Lock, SIGHT_WORDS } from "./lock.tsx";

/** A message, and beside each party whether it could read it. */
export function MessageRow({
  row,
  y,
  height,
  geometry,
}: {
  row: Message;
  y: number;
  height: number;
  geometry: Geometry;
}) {
  const start = geometry.peers[row.from];
  const end = geometry.peers[row.to];
  const band = bandOf(geometry, row.attacker);
  const centre = centreOf(band);
  const [near, far] = start < end ? [band.left, band.right] : [band.right, band.left];
  const lineY = y + height - 12;
  const farMiddle = (far + end) / 2;
  const replacement = row.replacement === undefined ? [] : messageLines(row.replacement);
  return (
    <g class="arrow message">
      <Lines lines={messageLines(row.text)} x={(start + near) / 2} y={y + 2} />
      {replacement.length > 0 && (
        <Lines lines={["⚠ something else arrives:", ...replacement]} x={farMiddle} y={y + 2} />
      )}
      <line class="shaft" x1={start} x2={near} y1={lineY} y2={lineY} />
      <line class={`shaft ${row.attacker ? "" : "past"}`} x1={near} x2={far} y1={lineY} y2={lineY} />
      {row.receiver !== "nothing" && (
        <>
          <line class="shaft" x1={far} x2={end} y1={lineY} y2={lineY} />
          <Point x={end} y={lineY} right={end > start} />
        </>
      )}
      {row.onTheWay !== "nothing" && row.onTheWay !== "unknown" && (
        <Lock x={centre} y={lineY - 32} sight={row.onTheWay} />
      )}
      <text
        class={`sight ${row.onTheWay} ${row.onTheWay === "open" ? "leak" : ""}`}
        x={centre}
        y={lineY - 8}
        text-anchor="middle"
      >
        the {row.attacker ? "attacker" : "server"} {SIGHT_WORDS[row.onTheWay]}
      </text>
      {replacement.length === 0 && (
        <>
          {row.receiver === "open" && <Lock x={farMiddle} y={lineY - 30} sight="open" />}
          <text class="sight" x={farMiddle} y={lineY - 8} text-anchor="middle">
            {PEER_NAMES[row.to]} {SIGHT_WORDS[row.receiver]}
          </text>
        </>
      )}
      {row.recorder === "open" || row.recorder === "closed" ? (
        <Lock x={RECORDER.left + 16} y={lineY - 6} sight={row.recorder} />
      ) : null}
      <text class="kept" x={RECORDER.left + 30} y={lineY - 1}>
        {KEPT[row.recorder]}
      </text>
    </g>
  );
}

const KEPT: Readonly<Record<Sight, string>> = {
  open: "can be opened",
  closed: "ciphertext",
  unknown: "unknown",
  nothing: "nothing",
};

function Lines({ lines, x, y }: { lines: readonly string[]; x: number; y: number }) {
  return (
    <>
      {lines.map((line, index) => (
        <text class="foreign halo" x={x} y={y + LINE * (index + 1)} text-anchor="middle">
          {line}
        </text>
      ))}
    </>
  );
}
