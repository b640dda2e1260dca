import { KINDS, type Kind, kindOf } from "../../../run/flows.ts";
import type { RecordedDatagram } from "../../../run/recording.ts";

const WIDTH = 900;
const HEIGHT = 300;
const LEFT = 58;
const BOTTOM = 40;
const TOP = 14;
const RIGHT = 14;

/**
 * Datagrams over time by size, on a logarithmic scale. Of many in one place one mark is drawn. The axis begins with the first
 * datagram, and its times are those of the whole report: since the run began.
 */
export function Plot({ datagrams }: { datagrams: readonly RecordedDatagram[] }) {
  const start = datagrams[0]?.atMs ?? 0;
  const end = Math.max(start + 1, datagrams.at(-1)?.atMs ?? 0);
  const x = (ms: number): number => LEFT + ((ms - start) / (end - start)) * (WIDTH - LEFT - RIGHT);
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      class="plot"
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      aria-label="Recorded datagrams over time, by size and protocol. The table below has the sums."
    >
      {SIZES.map((bytes) => (
        <g>
          <line class="grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(bytes)} y2={y(bytes)} />
          <text class="axis" x={LEFT - 8} y={y(bytes) + 4} text-anchor="end">
            {bytes} B
          </text>
        </g>
      ))}
      {ticks(start, end).map((ms) => (
        <g>
          <line class="grid" x1={x(ms)} x2={x(ms)} y1={TOP} y2={HEIGHT - BOTTOM} />
          <text class="axis" x={x(ms)} y={HEIGHT - BOTTOM + 18} text-anchor="middle">
            {label(ms, end)}
          </text>
        </g>
      ))}
      <text class="axis" x={(LEFT + WIDTH) / 2} y={HEIGHT - 4} text-anchor="middle">
        since the run began
      </text>
      {KINDS.map((kind) => (
        <path class={`mark ${CLASSES[kind]}`} d={marks(datagrams, kind, x)} />
      ))}
    </svg>
  );
}

export function PlotLegend({ datagrams }: { datagrams: readonly RecordedDatagram[] }) {
  const drawn = new Set(datagrams.map(kindOf));
  return (
    <ul class="legend">
      {KINDS.filter((kind) => drawn.has(kind)).map((kind) => (
        <li>
          <svg viewBox="0 0 14 14" class="key" aria-hidden="true">
            <path class={`mark ${CLASSES[kind]}`} d={SHAPES[kind](7, 7)} />
          </svg>
          {kind}
        </li>
      ))}
    </ul>
  );
}

const SIZES = [16, 32, 64, 128, 256, 512, 1024] as const;

function y(bytes: number): number {
  const share = (Math.log2(Math.min(Math.max(bytes, 8), 2048)) - 3) / 8;
  return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
}

/** One path for all marks of a kind, on a grid of half a unit: however many datagrams, the path stays short. */
function marks(datagrams: readonly RecordedDatagram[], kind: Kind, x: (ms: number) => number): string {
  const step = datagrams.length > 2000 ? 5 : 0.5;
  const places = new Set<string>();
  for (const datagram of datagrams) {
    if (kindOf(datagram) !== kind) continue;
    const snap = (value: number): number => Math.round(value / step) * step;
    places.add(SHAPES[kind](snap(x(datagram.atMs)), snap(y(datagram.payload.length))));
  }
  return [...places].join("");
}

/** Shapes as well as colours tell the kinds apart. */
const SHAPES: Readonly<Record<Kind, (x: number, y: number) => string>> = {
  STUN: (x, y) => `M${x - 4},${y}a4,4 0 1 0 8,0a4,4 0 1 0 -8,0z`,
  "DTLS handshake": (x, y) => `M${x - 3.5},${y - 3.5}h7v7h-7z`,
  "DTLS application data": (x, y) => `M${x},${y - 4.5}l4.5,8h-9z`,
  other: (x, y) => `M${x - 4},${y - 4}l8,8m0,-8l-8,8`,
};

const CLASSES: Readonly<Record<Kind, string>> = {
  STUN: "stun",
  "DTLS handshake": "handshake",
  "DTLS application data": "data",
  other: "other",
};

function ticks(start: number, end: number): number[] {
  const rough = (end - start) / 6;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const first = Math.ceil(start / step);
  return Array.from({ length: Math.floor(end / step) - first + 1 }, (_, index) => (first + index) * step);
}

function label(ms: number, end: number): string {
  return end > 5000 ? `${Number((ms / 1000).toFixed(1))} s` : `${Number(ms.toFixed(1))} ms`;
}
