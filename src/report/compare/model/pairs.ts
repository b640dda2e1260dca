/** Two runs that are set side by side, the left one first. */
export type Pair = readonly [left: string, right: string];

/**
 * A pair of scenarios in the one order in which it is shown, so that it has one page: the honest run stands left, because most
 * others are measured by it; else the one whose name comes first.
 */
export function pairOf(one: string, other: string): Pair {
  const [left, right] = [one, other].toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return [left ?? one, right ?? other];
}

function rank(scenario: string): number {
  return scenario === "honest" ? 0 : scenario === "honest-defended" ? 1 : 2;
}

/** The page of a pair, in any order of the two, as seen from the directory that holds the runs. */
export function comparisonHref(one: string, other: string): string {
  return `compare/${comparisonFile(pairOf(one, other))}`;
}

/** The name of the page in the directory of all such pages. */
export function comparisonFile([left, right]: Pair): string {
  return `${encodeURIComponent(left)}-${encodeURIComponent(right)}.html`;
}

/** Each scenario with each of its controls, once, in the order of the scenarios. */
export function controlPairs(
  scenarios: readonly { readonly id: string; readonly controls: readonly string[] }[],
): Pair[] {
  return distinctPairs(
    scenarios.flatMap(({ id, controls }) => controls.map((control) => pairOf(id, control))),
  );
}

/** Those that stand next to each other in a list that a user wrote. */
export function neighbourPairs(scenarios: readonly string[]): Pair[] {
  return distinctPairs(scenarios.slice(1).map((scenario, index) => pairOf(scenarios[index] ?? "", scenario)));
}

/** Each pair once, and none of a scenario with itself. */
export function distinctPairs(pairs: readonly Pair[]): Pair[] {
  const byFile = new Map(pairs.map((pair) => [comparisonFile(pair), pair]));
  return [...byFile.values()].filter(([left, right]) => left !== right);
}
