import { type Searched, searchCostOf } from "../model/searchCost.ts";
import { cell, references, table, text } from "./syntax.ts";

/** The cost of searching for a certificate, for the report in Markdown; nothing where no certificate was ground. */
export function searchCostMarkdown(run: Searched): string[] {
  const cost = searchCostOf(run);
  if (!cost) return [];
  const { title, searches, assumptions, searchers, table: costs } = cost;
  return [
    `## ${title}`,
    ...searches.map(({ seq, words }) => `The attacker tried ${text(words)} (${references([seq])})`),
    text(assumptions),
    table(
      costs.head.map(cell),
      costs.rows.map((row) => row.map(cell)),
    ),
    searchers.map((searcher) => `- **${text(searcher.title)}**: ${text(searcher.assumption)}`).join("\n"),
  ];
}
