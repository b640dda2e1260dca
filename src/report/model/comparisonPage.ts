/** The file in `compare/` that shows a run beside its control. */
export function comparisonPage(control: string, scenario: string): string {
  return `${control}-${scenario}.html`;
}
