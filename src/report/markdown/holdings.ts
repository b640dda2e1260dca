import { HOLDER_NAMES, HOLDINGS_INTRODUCTION, HOW_HELD, holdersOf } from "../model/holdingWords.ts";
import { memoryWords } from "../model/memoryWords.ts";
import { inHeading, PARTY_NAMES } from "../model/parties.ts";
import type { View } from "../model/view.ts";
import { cell, references, table, text } from "./syntax.ts";

const MAX_ROWS = 60;

/** Who holds which key, secret and content, and what stood in whose memory. */
export function holdingsMarkdown(view: View): string[] {
  const { holdings } = view.report.evidence;
  const holders = holdersOf(holdings);
  const rows = holdings.slice(0, MAX_ROWS).map(({ what, cells }) => [
    cell(what),
    ...holders.map((holder) => {
      const held = cells[holder];
      if (!held) return "?";
      const { symbol, words } = HOW_HELD[held.how];
      return `${symbol} ${words} ${references(held.basis)}`.trim();
    }),
  ]);
  return [
    `## Who holds what`,
    text(HOLDINGS_INTRODUCTION),
    table(["Secret or content", ...holders.map((holder) => HOLDER_NAMES[holder])], rows),
    ...memoryMarkdown(view),
  ];
}

function memoryMarkdown({ report: { evidence }, run }: View): string[] {
  const { memory } = evidence;
  if (!memory.searched) return [`${text(memory.because)}.`];
  const rows = memory.rows.map(({ secret, foundIn, expectedIn }) => [
    cell(secret),
    ...memory.processes.map(({ actor }) => {
      if (foundIn.includes(actor)) return "◉ found";
      return expectedIn.includes(actor) ? "✗ not found, though it must be here" : "○ searched, not found";
    }),
  ]);
  return [
    text(memoryWords(evidence, run)),
    table(["Secret", ...memory.processes.map(({ actor }) => inHeading(PARTY_NAMES[actor]))], rows),
  ];
}
