import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { Page } from "puppeteer-core";
import * as v from "valibot";
import { launchBrowser, type OpenBrowser } from "../../browser/launch.ts";
import { type PageFact, pageReportSchema } from "./pageFact.ts";

interface AppPageSettings {
  /** Scripts, in the order in which the page runs them. */
  readonly scripts: readonly URL[];
  /** What the observer in the page has to know of the network. */
  readonly network: { readonly publicPort: number; readonly networkPorts: readonly number[] };
  /** @param atNs when it happened, on this process's own clock */
  readonly onFact: (fact: PageFact, atNs: bigint) => void;
  /** The page reported what it may not. */
  readonly onError: (error: Error) => void;
}

/** One user's browser with one page of an application, served from this process. */
export class AppPage {
  readonly origin: string;
  /** The browser's own process. */
  readonly pid: number;
  /** As people say it: "Chromium 156". */
  readonly version: string;
  readonly #page: Page;

  static async open(settings: AppPageSettings): Promise<AppPage> {
    const [{ server, origin }, chromium] = await Promise.all([serve(settings.scripts), open()]);
    const [page] = await chromium.browser.pages();
    if (!page) throw new Error("the browser opened no page");
    let clock: Clock = () => process.hrtime.bigint();
    await page.exposeFunction("labReport", (text: unknown) => {
      const parsed = v.safeParse(pageReportSchema, text);
      if (parsed.success) settings.onFact(parsed.output.fact, clock(parsed.output.at));
      else settings.onError(new Error(`the page reported something else: ${parsed.issues[0].message}`));
    });
    // Nobody caught it: a user's console would show it.
    page.on("pageerror", (error) =>
      settings.onFact({ kind: "trouble", message: messageOf(error) }, process.hrtime.bigint()),
    );
    await page.evaluateOnNewDocument(`window.lab = ${JSON.stringify(settings.network)}`);
    await page.goto(origin);
    clock = await clockOf(page);
    server.close();
    return new AppPage(page, {
      origin,
      pid: chromium.browser.process()?.pid ?? 0,
      version: `Chromium ${/\/(\d+)/.exec(await chromium.browser.version())?.[1] ?? "unknown"}`,
    });
  }

  private constructor(page: Page, of: Pick<AppPage, "origin" | "pid" | "version">) {
    this.#page = page;
    this.origin = of.origin;
    this.pid = of.pid;
    this.version = of.version;
  }

  /** Evaluates an expression about `app`, in the page. */
  async do(expression: string): Promise<void> {
    await this.#page.evaluate(`void ${expression}`);
  }

  /** Resolves when the expression holds. */
  async until(condition: string, deadlineMs: number): Promise<void> {
    await this.#page.waitForFunction(condition, { timeout: deadlineMs, polling: 20 });
  }
}

/** Loopback is a candidate like any other, and no address is hidden behind a name that this machine would have to look up. */
const open = (): Promise<OpenBrowser> =>
  launchBrowser("chromium", {
    args: ["--allow-loopback-in-peer-connection", "--disable-features=WebRtcHideLocalIpsWithMdns"],
  });

/** From the page's performance.now() to this process's clock: both count the machine's monotonic time. */
type Clock = (pageMs: number) => bigint;

const CLOCK_READINGS = 5;

/** The quickest of some readings is right to half of the time that it took. */
async function clockOf(page: Page): Promise<Clock> {
  let best: { readonly tookNs: bigint; readonly offsetNs: bigint } | undefined;
  for (let reading = 0; reading < CLOCK_READINGS; reading += 1) {
    const before = process.hrtime.bigint();
    const pageNs = nanoseconds(Number(await page.evaluate("performance.now()")));
    const tookNs = process.hrtime.bigint() - before;
    if (!best || tookNs < best.tookNs) best = { tookNs, offsetNs: before + tookNs / 2n - pageNs };
  }
  const { offsetNs = 0n } = best ?? {};
  return (pageMs) => nanoseconds(pageMs) + offsetNs;
}

function nanoseconds(ms: number): bigint {
  return BigInt(Math.round(ms * 1e6));
}

async function serve(scripts: readonly URL[]): Promise<{ server: Server; origin: string }> {
  const tags = scripts.map((script) => `<script>${embedded(readFileSync(script, "utf8"))}</script>`).join("");
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8").end(`<!doctype html>${tags}`);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the page's server has no TCP port");
  return { server, origin: `http://127.0.0.1:${address.port}` };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function embedded(script: string): string {
  return script.replaceAll("</script", "<\\/script");
}
