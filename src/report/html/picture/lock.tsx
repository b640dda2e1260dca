import type { Sight } from "../../sequence/row.ts";

/** A padlock: closed where only ciphertext was to be seen, open where the text itself was. Words always stand beside it. */
export function Lock({ sight }: { sight: "open" | "closed" }) {
  const shackle = sight === "open" ? "M6,9 v-4 a4,4 0 0 1 7.6,-1.6" : "M6,9 v-3 a4,4 0 0 1 8,0 v3";
  return (
    <svg viewBox="0 0 20 20" class={`lock ${sight}`} aria-hidden="true">
      <path class="shackle" d={shackle} />
      <rect x={4} y={9} width={12} height={9} rx={1.5} />
    </svg>
  );
}

export const SIGHT_WORDS: Readonly<Record<Sight, string>> = {
  open: "reads it",
  closed: "does not read it",
  unknown: "? unknown",
  nothing: "✕ nothing arrives",
};
