import { createRequire } from "node:module";
import { type BrowserKind, findBrowser } from "./findBrowser.ts";

/** What keeps the lab from driving this browser, in one line. Undefined: nothing does. */
export function whyNotUsable(kind: BrowserKind): string | undefined {
  const found = findBrowser(kind);
  if (found.path === undefined) return found.missing;
  try {
    createRequire(import.meta.url).resolve("puppeteer-core");
    return undefined;
  } catch {
    return "what drives browsers is not installed: npm install --save-dev puppeteer-core";
  }
}
