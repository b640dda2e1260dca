import type { Browser, BrowserContext, Page } from "puppeteer-core";

/** What a page's `app` is asked to do first. */
export interface Joining {
  /** Where the app believes its server to be. */
  readonly url: string;
  readonly room: string;
  readonly password?: string;
  readonly name: string;
  /** Whom it calls. Left out: it waits. */
  readonly calls?: string;
}

/** One user of an app, with a browser profile of its own. All that the test sees of the app is what its user would. */
export class AppUser {
  readonly #context: BrowserContext;
  readonly #page: Page;
  /** What the app said on the console, and what it threw. */
  readonly said: string[] = [];

  static async open(browser: Browser, page: string): Promise<AppUser> {
    const context = await browser.createBrowserContext();
    const user = new AppUser(context, await context.newPage());
    await user.#page.goto(page);
    return user;
  }

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.#page = page;
    page.on("console", (message) => this.said.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => this.said.push(String(error)));
  }

  async join(joining: Joining): Promise<void> {
    await this.#page.evaluate(`app.join(${JSON.stringify(joining)})`);
    await this.#until("app.isHere()");
  }

  async connected(): Promise<void> {
    await this.#until("app.isOpen()");
  }

  async say(text: string): Promise<void> {
    await this.#page.evaluate(`void app.say(${JSON.stringify(text)})`);
  }

  async heard(count: number): Promise<readonly string[]> {
    await this.#until(`app.heard.length >= ${count}`);
    return this.#texts("app.heard");
  }

  /** Resolves when the app tells of an error or a lost connection. */
  async notices(): Promise<void> {
    await this.#until("app.trouble.length > 0");
  }

  /** Errors and lost connections that the app tells whoever uses it. */
  trouble(): Promise<readonly string[]> {
    return this.#texts("app.trouble");
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  async #texts(expression: string): Promise<readonly string[]> {
    const found: unknown = await this.#page.evaluate(expression);
    return Array.isArray(found) ? found.map(String) : [];
  }

  async #until(condition: string): Promise<void> {
    await this.#page.waitForFunction(condition, { timeout: 10_000, polling: 20 });
  }
}
