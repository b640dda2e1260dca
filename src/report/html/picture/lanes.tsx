import { PEER_NAMES, PEERS } from "../../../trace/parties.ts";
import { ATTACKER_NAMES, inSentence } from "../../model/parties.ts";
import type { Heading } from "../../sequence/row.ts";
import { bandOf, bandsOf, centreOf, type Geometry, HEAD_HEIGHT, RECORDER, WIDTH } from "./geometry.ts";
import { bandPieces, type Placed } from "./layout.ts";

/** The peers' lines, and the frame of what the recorder keeps. */
export function Lifelines({ height, geometry }: { height: number; geometry: Geometry }) {
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
      {PEERS.map((peer) => (
        <line
          class={`life ${peer}`}
          x1={geometry.peers[peer]}
          x2={geometry.peers[peer]}
          y1={HEAD_HEIGHT - 8}
          y2={height}
        />
      ))}
    </>
  );
}

/** The channel beside the call passes where nobody in between is: there the bands are broken. An attacker on the path is there in its calls only. */
export function Bands({
  height,
  placed,
  geometry,
}: {
  height: number;
  placed: readonly Placed[];
  geometry: Geometry;
}) {
  return (
    <>
      {bandsOf(geometry).flatMap(({ band: { left, right }, who }) =>
        bandPieces(placed, height)
          .filter(({ attacker }) => who === "server" || attacker === "path")
          .map(({ from, to, attacker }) => (
            <g class={attacker === who ? "band attacked" : "band"}>
              <rect x={left} y={from} width={right - left} height={to - from} />
              <line x1={left} x2={left} y1={from} y2={to} />
              <line x1={right} x2={right} y1={from} y2={to} />
            </g>
          )),
      )}
    </>
  );
}

/** Where a call begins. Of an attacked one each edge of the attacker's band is a leg from here on. */
export function HeadingRow({
  row: { text, attacker },
  y,
  geometry,
}: {
  row: Heading;
  y: number;
  geometry: Geometry;
}) {
  const { left, right } = bandOf(geometry, attacker);
  return (
    <>
      <line class="rule" x1={0} x2={WIDTH} y1={y + 12} y2={y + 12} />
      <text class="call" x={0} y={y + 34}>
        {text}
      </text>
      {attacker && (
        <g class="legs">
          <text class="who" x={(left + right) / 2} y={y + 30} text-anchor="middle">
            {attacker === "server" ? "the server attacks" : inSentence(ATTACKER_NAMES.path)}
          </text>
          <text x={left + 6} y={y + 48}>
            leg to {PEER_NAMES.alice}
          </text>
          <text x={right - 6} y={y + 48} text-anchor="end">
            leg to {PEER_NAMES.bob}
          </text>
        </g>
      )}
    </>
  );
}

/** The parties' names, above and below. */
export function Heads({ geometry }: { geometry: Geometry }) {
  const { peers, server, path } = geometry;
  return (
    <>
      {PEERS.map((peer) => (
        <g class={`head ${peer}`}>
          <rect x={peers[peer] - 56} y={10} width={112} height={38} rx={19} />
          <text x={peers[peer]} y={35} text-anchor="middle">
            {PEER_NAMES[peer]}
          </text>
        </g>
      ))}
      <g class="head">
        <text x={centreOf(server)} y={35} text-anchor="middle">
          Server
        </text>
        {path && (
          <>
            <text x={centreOf(path)} y={28} text-anchor="middle">
              Attacker
            </text>
            <text class="small" x={centreOf(path)} y={46} text-anchor="middle">
              on the path
            </text>
          </>
        )}
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
