import type { Page } from "./page.ts";
export function renderHtml(page: Page): string {
  return `<!doctype html><title>${page.report.scenario}</title>\n`;
}
