import { createRequire } from "node:module";
import type { Scenario } from "../../src/scenario.ts";
import { findBrowser } from "../browser/findBrowser.ts";

/** What this machine lacks that the scenario cannot do without, in one line; undefined where it lacks nothing. */
export function missingFor({ app }: Scenario): string | undefined {
  if (!app) return undefined;
  const chromium = findBrowser("chromium");
  if (chromium.path === undefined) return chromium.missing;
  try {
    createRequire(import.meta.url).resolve("puppeteer-core");
    return undefined;
  } catch {
    return "the package puppeteer-core, which drives the browser, is not installed";
  }
}
