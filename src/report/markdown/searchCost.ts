import { describeDuration } from "../../comparison/grinding.ts";
import {
  describeSearch,
  describeTries,
  GRINDING_WORDS,
  type Searched,
  searchCostOf,
} from "../model/searchCost.ts";
import { cell, references, table, text } from "./syntax.ts";

/** The cost of searching for a code, for the report in Markdown; nothing where no certificate was ground. */
export function searchCostMarkdown(run: Searched): string[] {
  const cost = searchCostOf(run);
  if (!cost) return [];
  const { ground, luck, searchers, rows } = cost;
  const head = [
    ...GRINDING_WORDS.head,
    ...searchers.map(({ title }) => cell(`${title}: one code settled / both free`)),
  ];
  const body = rows.map(({ bits, fixedTargetTries, bothFreeTriesPerLeg, cells }) => [
    `${bits}`,
    describeTries(fixedTargetTries),
    describeTries(bothFreeTriesPerLeg),
    describeTries(fixedTargetTries),
    ...cells.map(
      ({ fixedTargetSeconds, bothFreeSeconds }) =>
        `${describeDuration(fixedTargetSeconds)} / ${describeDuration(bothFreeSeconds)}`,
    ),
  ]);
  return [
    `## ${GRINDING_WORDS.title}`,
    `The attacker tried ${describeSearch(ground)}${luck === undefined ? "" : ` ${text(luck)}`} (${references([ground.seq])})`,
    text(GRINDING_WORDS.assumptions),
    table(head, body),
    searchers.map(({ title, assumption }) => `- **${text(title)}**: ${text(assumption)}`).join("\n"),
  ];
}
