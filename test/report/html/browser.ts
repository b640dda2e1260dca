import { existsSync } from "node:fs";
import type { AxeResults } from "axe-core";
import axe from "axe-core";
import { type Browser, chromium, type Page as Tab } from "playwright-core";

/** Where distributions put Chromium. Nothing is downloaded for a test. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The installed browser's program, or undefined: then browser tests are skipped. */
export const installedBrowser = PLACES.find((path) => existsSync(path));

export async function launch(): Promise<Browser> {
  if (installedBrowser === undefined) throw new Error("no browser is installed");
  return chromium.launch({
    executablePath: installedBrowser,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export interface Look {
  readonly width?: number;
  readonly colours?: "light" | "dark";
}

/** A tab that shows a file, with everything that it said on the console or asked the network for. */
export interface Shown {
  readonly tab: Tab;
  readonly said: readonly string[];
  readonly requested: readonly string[];
}

export async function show(
  browser: Browser,
  url: string,
  { width = 1280, colours = "light" }: Look = {},
): Promise<Shown> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: colours });
  const tab = await context.newPage();
  const said: string[] = [];
  const requested: string[] = [];
  tab.on("console", (message) => said.push(message.text()));
  tab.on("pageerror", (error) => said.push(error.message));
  tab.on("request", (request) => requested.push(request.url()));
  await tab.goto(url);
  return { tab, said, requested };
}

/** What axe finds wrong, one line for each rule. WCAG 2.2 AA and axe's own best practices. */
export async function accessibilityViolations(tab: Tab): Promise<string[]> {
  const results = await tab.evaluate<AxeResults>(`${axe.source}; axe.run(document)`);
  return results.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
  );
}
