import type { Page } from "./page.ts";
export function renderMarkdown(page: Page): string {
  return `# ${page.report.scenario}\n`;
}
