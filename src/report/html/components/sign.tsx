import type { ComponentChildren } from "preact";

export type Tone = "good" | "bad" | "open" | "partly" | "plain";

/** A state in symbol, word and colour: no one of them carries it alone. */
export function Sign({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return (
    <span class={`sign ${tone === "partly" ? "open" : tone}`}>
      <span aria-hidden="true">{SYMBOLS[tone]}</span> {children}
    </span>
  );
}

const SYMBOLS: Readonly<Record<Tone, string>> = { good: "✓", bad: "✗", open: "?", partly: "◑", plain: "·" };
