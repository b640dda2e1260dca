import { PEER_NAMES } from "../../model/parties.ts";
import type { Heading } from "../../sequence/row.ts";
import { BAND, CENTRE, HEAD_HEIGHT, laneX, RECORDER, WIDTH } from "./geometry.ts";
import { bandPieces, type Placed } from "./layout.ts";

/** The peers' lines, and the frame of what the recorder keeps. */
export function Lifelines({ height }: { height: number }) {
  return (
    <>
      <rect
        class="recorder-band"
        x={RECORDER.left}
        y={0}
        width={RECORDER.right - RECORDER.left}
        height={height}
        rx={8}
      />
      {(["alice", "bob"] as const).map((lane) => (
        <line class={`life ${lane}`} x1={laneX(lane)} x2={laneX(lane)} y1={HEAD_HEIGHT - 8} y2={height} />
      ))}
    </>
  );
}

/** The out-of-band channel passes where the server is not: there its band is broken. */
export function ServerBand({ height, placed }: { height: number; placed: readonly Placed[] }) {
  return (
    <>
      {bandPieces(placed, height).map(({ from, to, attacker }) => (
        <g class={attacker === undefined ? "band" : "band attacked"}>
          <rect x={BAND.left} y={from} width={BAND.right - BAND.left} height={to - from} />
          <line x1={BAND.left} x2={BAND.left} y1={from} y2={to} />
          <line x1={BAND.right} x2={BAND.right} y1={from} y2={to} />
        </g>
      ))}
    </>
  );
}

/** Where a call begins. Of an attacked one each edge of the band is a leg from here on. */
export function HeadingRow({ row: { text, attacker }, y }: { row: Heading; y: number }) {
  return (
    <>
      <line class="rule" x1={0} x2={WIDTH} y1={y + 12} y2={y + 12} />
      <text class="call" x={0} y={y + 34}>
        {text}
      </text>
      {attacker && (
        <g class="legs">
          <text class="who" x={CENTRE} y={y + 30} text-anchor="middle">
            {attacker === "server" ? "the server attacks" : "an attacker on the path"}
          </text>
          <text x={BAND.left + 6} y={y + 48}>
            leg to Alice
          </text>
          <text x={BAND.right - 6} y={y + 48} text-anchor="end">
            leg to Bob
          </text>
        </g>
      )}
    </>
  );
}

/** The parties' names, above and below. */
export function Heads() {
  return (
    <>
      {(["alice", "bob"] as const).map((lane) => (
        <g class={`head ${lane}`}>
          <rect x={laneX(lane) - 56} y={10} width={112} height={38} rx={19} />
          <text x={laneX(lane)} y={35} text-anchor="middle">
            {PEER_NAMES[lane]}
          </text>
        </g>
      ))}
      <g class="head">
        <text x={CENTRE} y={35} text-anchor="middle">
          Server
        </text>
        <text x={RECORDER.centre} y={28} text-anchor="middle">
          Network
        </text>
        <text class="small" x={RECORDER.centre} y={46} text-anchor="middle">
          what its recorder kept
        </text>
      </g>
    </>
  );
}
