import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { inflateSync } from "node:zlib";
import axe from "axe-core";
import type { Page as Tab } from "puppeteer-core";
import { type BrowserKind, findBrowser } from "../../../lab/browser/findBrowser.ts";
import { launchBrowser, type OpenBrowser } from "../../../lab/browser/launch.ts";
import { temporaryDirectory } from "../../lab/temporaryDirectory.ts";

export const BROWSERS: readonly BrowserKind[] = ["chromium", "firefox"];

/** Whoever has no such browser still has the tests of the markup; the browser's own view is left out then. */
export function skipWithout(kind: BrowserKind): (this: Mocha.Context) => void {
  return function () {
    this.timeout(60_000); // to start it, on a machine with other work
    if (findBrowser(kind).path === undefined) this.skip();
  };
}

/** One for all test files: to start a browser takes longer than most tests. */
const browsers = new Map<BrowserKind, Promise<OpenBrowser>>();
const tabs: Tab[] = [];

// Hooks of the root suite, as they stand in no describe.
afterEach(async () => {
  await Promise.all(tabs.splice(0).map((tab) => tab.close()));
});
after(async () => {
  const open = [...browsers.values()];
  browsers.clear();
  await Promise.all(open.map(async (browser) => (await browser).close()));
});

function shared(kind: BrowserKind): Promise<OpenBrowser> {
  const browser = browsers.get(kind) ?? launchBrowser(kind, { deadlineMs: 60_000 });
  browsers.set(kind, browser);
  return browser;
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly colours?: "light" | "dark";
  /** What the address ends with, such as `#slides`. */
  readonly fragment?: string;
}

/** A tab that shows a page, with everything that it said on the console or asked the network for. */
export interface Shown {
  readonly tab: Tab;
  readonly said: readonly string[];
  /** The addresses that it asked for until now, without its own. */
  requested(): readonly string[];
}

/** Opens a page from a file, as its reader does. The tab is closed when the test is over. */
export async function show(kind: BrowserKind, html: string, look: Look = {}): Promise<Shown> {
  const { width = 1280, height = 900, colours = "light", fragment = "" } = look;
  const file = join(temporaryDirectory(), "report.html");
  writeFileSync(file, html);
  const url = `${pathToFileURL(file).href}${fragment}`;
  const tab = await (await shared(kind)).browser.newPage();
  tabs.push(tab);
  await tab.setViewport({ width, height });
  if (kind === "chromium") await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: colours }]);
  const said: string[] = [];
  const requested: string[] = [];
  tab.on("console", (message) => said.push(message.text()));
  tab.on("pageerror", (error) => said.push(String(error)));
  tab.on("request", (request) => requested.push(request.url()));
  const elsewhere = () => requested.filter((address) => address !== url && !address.startsWith("data:"));
  await tab.goto(url);
  if (kind === "firefox" && colours === "dark") await turnMediaRules(tab, "dark");
  return { tab, said, requested: elsewhere };
}

/** How many pages a PDF has (ISO 32000-1 §7.7.3.3): one page object each. Firefox packs them into compressed streams (§7.5.7). */
export function pagesOf(paper: Uint8Array): number {
  const plain = Buffer.from(paper).toString("latin1");
  const packed = [...plain.matchAll(/\/ObjStm[\s\S]*?stream\r?\n([\s\S]*?)endstream/g)].map(
    ([, stream = ""]) => inflateSync(Buffer.from(stream, "latin1")).toString("latin1"),
  );
  return [plain, ...packed].join("\n").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

/** Lays the page out as for paper of the tab's width. */
export async function asOnPaper(kind: BrowserKind, tab: Tab): Promise<void> {
  if (kind === "chromium") await tab.emulateMediaType("print");
  else await turnMediaRules(tab, "print");
}

/** What axe finds wrong, one line for each rule. WCAG 2.2 AA and axe's own best practices. */
export async function accessibilityViolations(tab: Tab): Promise<string[]> {
  await tab.evaluate(axe.source);
  // What it finds right fills megabytes: nobody asks for it, and it stays in the page.
  return tab.evaluate(async () => {
    const { violations } = await axe.run(document, { resultTypes: ["violations"] });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
    );
  });
}

/** Whether the first such element is drawn. */
export async function isVisible(tab: Tab, selector: string): Promise<boolean> {
  return tab.$eval(selector, (element) => element.checkVisibility({ visibilityProperty: true }));
}

/** Firefox's driver cannot stand in for a printer or a dark desktop, so the page's own media rules are turned. */
async function turnMediaRules(tab: Tab, to: "print" | "dark"): Promise<void> {
  const turned = await tab.evaluate((medium) => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    return rules.flatMap((rule) => {
      if (!(rule instanceof CSSMediaRule)) return [];
      const isMeant = rule.media.mediaText.includes(medium);
      const isOver = medium === "print" && rule.media.mediaText.includes("screen");
      if (isMeant) rule.media.mediaText = "all";
      else if (isOver) rule.media.mediaText = "not all";
      return isMeant ? [rule.media.mediaText] : [];
    }).length;
  }, to);
  if (turned === 0) throw new Error(`the page has no rules for ${to}`);
}
