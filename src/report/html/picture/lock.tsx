import type { Sight } from "../../sequence/row.ts";

/** A padlock: closed where only ciphertext was to be seen, open where the text itself was. */
export function Lock({ x, y, sight }: { x: number; y: number; sight: "open" | "closed" }) {
  const shackle = sight === "open" ? "M-4,-2 v-4 a4,4 0 0 1 7.6,-1.6" : "M-4,-2 v-3 a4,4 0 0 1 8,0 v3";
  return (
    <g class={`lock ${sight}`} transform={`translate(${x} ${y})`}>
      <path class="shackle" d={shackle} />
      <rect x={-6} y={-2} width={12} height={9} rx={1.5} />
    </g>
  );
}

export const SIGHT_WORDS: Readonly<Record<Sight, string>> = {
  open: "reads it",
  closed: "does not read it",
  unknown: "? unknown",
  nothing: "✕ nothing arrives",
};
