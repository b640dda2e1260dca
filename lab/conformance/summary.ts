import { attackWord } from "./attacks/attackCell.ts";
import { TRIED } from "./attacks/attacks.ts";
import { isOurs } from "./outcome.ts";
import type { Conformance } from "./result.ts";
import { STACK_TITLES } from "./stacks.ts";
import { inWords, OUTCOME_KINDS, OUTCOME_WORDS, type OutcomeKind } from "./words.ts";

/** The last lines on the terminal, and the exit code: 1 where something is a defect of ours. */
export function summaryOf({ stacks, cells, features, attacks }: Conformance): {
  readonly lines: readonly string[];
  readonly exitCode: 0 | 1;
} {
  const ours = cells.filter(({ outcome }) => isOurs(outcome));
  const titles = new Map(features.map(({ id, title }) => [id, title]));
  const count = (kind: OutcomeKind) => cells.filter(({ outcome }) => outcome.outcome === kind).length;
  const lines = [
    ...stacks.flatMap((stack) => ("missing" in stack ? [`Not here: ${stack.title}: ${stack.missing}`] : [])),
    ...ours.map(
      ({ offerer, answerer, feature, outcome }) =>
        `${STACK_TITLES[offerer]} → ${STACK_TITLES[answerer]}, ${titles.get(feature) ?? feature}: ${inWords(outcome)}`,
    ),
    ...cells
      .filter(({ firstFailures }) => firstFailures.length > 0)
      .map(
        ({ offerer, answerer, feature, firstFailures }) =>
          `${STACK_TITLES[offerer]} → ${STACK_TITLES[answerer]}, ${titles.get(feature) ?? feature}: done twice; at first ${firstFailures.join("; ")}`,
      ),
    ...TRIED.flatMap(({ id, title }) => {
      const open = attacks.filter(
        (cell) => cell.attack === id && ["accepted", "mixed"].includes(attackWord(cell)),
      );
      return open.length === 0
        ? []
        : [`Attack "${title}" is accepted by ${open.map(({ stack }) => STACK_TITLES[stack]).join(", ")}`];
    }),
    `${cells.length} cells: ${OUTCOME_KINDS.filter((kind) => count(kind) > 0)
      .map((kind) => `${OUTCOME_WORDS[kind].sign} ${count(kind)} ${OUTCOME_WORDS[kind].words}`)
      .join(", ")}`,
  ];
  return { lines, exitCode: ours.length > 0 ? 1 : 0 };
}
