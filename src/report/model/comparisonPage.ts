/**
 * The file in `compare/` that shows two runs side by side, if it is among those that are there. A page names both runs, in one
 * order or the other.
 */
export function comparisonPage(one: string, other: string, pages: ReadonlySet<string>): string | undefined {
  return [`${one}-${other}.html`, `${other}-${one}.html`].find((name) => pages.has(name));
}
