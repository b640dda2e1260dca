import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import type { Browser } from "playwright-core";
import { SCENARIOS } from "../../../scenarios/index.ts";
import { DEFENCE_ALARMS, TITLES } from "../../../src/explain.ts";
import { renderHtml } from "../../../src/report/html/html.tsx";
import { renderOverview } from "../../../src/report/html/overview.tsx";
import { temporaryDirectory } from "../../lab/temporaryDirectory.ts";
import { changedPage, hostileEvent, longPage, realPage } from "../pages.ts";
import { accessibilityViolations, installedBrowser, type Look, launch, show } from "./browser.ts";

const LOOKS: Readonly<Record<string, Look>> = {
  "in light": { colours: "light" },
  "in dark": { colours: "dark" },
  "on a phone": { width: 360 },
};

describe("a report in a real browser", () => {
  let browser: Browser;
  let directory: string;

  before(async function () {
    // Whoever has no Chromium still has the tests of the markup; the browser's own view is left out then.
    if (installedBrowser === undefined) this.skip();
    browser = await launch();
    directory = temporaryDirectory();
  });

  after(async () => browser?.close());

  const file = (name: string, html: string): string => {
    const path = join(directory, `${name}.html`);
    writeFileSync(path, html);
    return pathToFileURL(path).href;
  };

  const shown = { honest: ["in light"], mitm: Object.keys(LOOKS) };
  for (const [scenario, looks] of Object.entries(shown)) {
    for (const name of looks) {
      it(`of ${scenario} ${name} says nothing on the console, asks the network for nothing and satisfies axe`, async () => {
        const url = file(scenario, renderHtml(await realPage(scenario)));
        const { tab, said, requested } = await show(browser, url, LOOKS[name]);
        expect(await accessibilityViolations(tab)).to.deep.equal([]);
        expect(said).to.deep.equal([]);
        expect(requested).to.deep.equal([url]);
        const [wide, window] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        expect(wide, "the page itself must not scroll sideways").to.be.at.most(window);
      });
    }

    it(`of ${scenario} brings every link of the picture to a row that is then in sight`, async () => {
      const { tab } = await show(browser, file(scenario, renderHtml(await realPage(scenario))));
      const targets = await tab
        .locator(".picture .lanes a")
        .evaluateAll((links) => links.map((link) => link.getAttribute("href")));
      expect(targets.length).to.be.greaterThan(20);
      for (const target of [targets[0], targets.at(-1)]) {
        await tab.evaluate((to) => location.assign(String(to)), target);
        expect(await tab.locator(`tr:target`).isVisible(), `${target}`).to.equal(true);
      }
      const missing = await tab.evaluate(() =>
        [...document.querySelectorAll('a[href^="#"]')]
          .map((link) => link.getAttribute("href")?.slice(1) ?? "")
          .filter((id) => document.getElementById(id) === null),
      );
      expect(missing).to.deep.equal([]);
    });
  }

  it("keeps every byte of a message and a handshake inside a phone's width, and axe has nothing to say", async () => {
    const url = file("mitm", renderHtml(await realPage("mitm")));
    const { tab } = await show(browser, url, { width: 390 });
    const [wide, window] = await tab.evaluate(() => {
      for (const folded of document.querySelectorAll("#follow details, #handshake details")) {
        folded.setAttribute("open", "");
      }
      return [document.documentElement.scrollWidth, innerWidth];
    });
    expect(wide).to.be.at.most(window);
    const outside = await tab.evaluate(
      () =>
        [...document.querySelectorAll(".octets, .meaning, .opens dd")].filter(
          (box) => box.scrollWidth > box.clientWidth + 1,
        ).length,
    );
    expect(outside).to.equal(0);
    expect(await accessibilityViolations(tab)).to.deep.equal([]);
  });

  it("has a picture whose text can be selected and copied", async () => {
    const { tab } = await show(browser, file("mitm", renderHtml(await realPage("mitm"))));
    const copied = await tab.evaluate(() => {
      const picture = document.querySelector(".picture .lanes");
      const selection = getSelection();
      if (picture === null || selection === null) return "";
      selection.selectAllChildren(picture);
      return selection.toString();
    });
    expect(copied).to.contain("ClientHello").and.to.contain("not what Alice sent").and.to.contain("Alice");
  });

  it("shows hostile content as text: it runs nothing, loads nothing, hides nothing and widens nothing", async () => {
    const url = file("hostile", renderHtml(await changedPage("mitm", hostileEvent)));
    const { tab, said, requested } = await show(browser, url, { width: 360 });
    expect(await tab.title()).to.match(/^mitm: /);
    expect(requested).to.deep.equal([url]);
    expect(said).to.deep.equal([]);
    expect(await tab.locator("main h1").isVisible()).to.equal(true);
    expect(await tab.locator("img, script, iframe").count()).to.equal(0);
    expect(await tab.locator("style").count()).to.equal(1);
    const [wide, window] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(wide).to.be.at.most(window);
    expect(await accessibilityViolations(tab)).to.deep.equal([]);
  });

  it("opens the report of ten thousand messages, and its last trace line lands", async () => {
    const page = await longPage();
    const { tab } = await show(browser, file("long", renderHtml(page)));
    await tab.evaluate((seq) => location.assign(`#event-${seq}`), page.run.moments.length);
    expect(await tab.locator("tr:target").isVisible()).to.equal(true);
  });

  it("opens the index of all runs without a word, and axe has none to say", async () => {
    const reports = [(await realPage("honest")).report, (await realPage("mitm")).report];
    const url = file("index", renderOverview(reports, SCENARIOS, DEFENCE_ALARMS, TITLES));
    for (const look of [LOOKS["in dark"], LOOKS["on a phone"]]) {
      const { tab, said, requested } = await show(browser, url, look);
      expect(await accessibilityViolations(tab)).to.deep.equal([]);
      expect(said).to.deep.equal([]);
      expect(requested).to.deep.equal([url]);
    }
  });
});
