import type { Scenario } from "../scenario.ts";
import type { Report } from "./model.ts";
export function renderIndex(reports: readonly Report[], _scenarios: readonly Scenario[]): string {
  return `<!doctype html><title>${reports.length} runs</title>\n`;
}
