import { expect } from "chai";
import type { Page as Tab } from "puppeteer-core";
import type { BrowserKind } from "../../../lab/browser/findBrowser.ts";
import { SCENARIOS } from "../../../scenarios/index.ts";
import { DEFENCE_ALARMS, TITLES } from "../../../src/explain.ts";
import { renderHtml } from "../../../src/report/html/html.tsx";
import { renderOverview } from "../../../src/report/html/overview.tsx";
import { changedPage, hostileEvent, longPage, realPage } from "../pages.ts";
import { accessibilityViolations, BROWSERS, isVisible, type Look, show, skipWithout } from "./browser.ts";

const LOOKS: Readonly<Record<string, Look>> = {
  "in light": { colours: "light" },
  "in dark": { colours: "dark" },
  "on a phone": { width: 360 },
};

/** A browser paints; what axe looks at is mostly the same in both. */
const SHOWN: Readonly<Record<BrowserKind, Readonly<Record<string, readonly string[]>>>> = {
  chromium: { honest: ["in light"], mitm: Object.keys(LOOKS) },
  firefox: { mitm: ["in dark"] },
};

for (const browser of BROWSERS)
  describe(`a report in ${browser}`, function () {
    this.timeout(60_000);
    before(skipWithout(browser));

    for (const [scenario, looks] of Object.entries(SHOWN[browser])) {
      for (const name of looks) {
        it(`of ${scenario} ${name} says nothing on the console, asks the network for nothing and satisfies axe`, async () => {
          const html = renderHtml(await realPage(scenario));
          const { tab, said, requested } = await show(browser, html, LOOKS[name]);
          expect(await accessibilityViolations(tab)).to.deep.equal([]);
          expect(said).to.deep.equal([]);
          expect(requested()).to.deep.equal([]);
          const { wide, window } = await widths(tab);
          expect(wide, "the page itself must not scroll sideways").to.be.at.most(window);
        });
      }

      it(`of ${scenario} brings every link of the picture to a row that is then in sight`, async () => {
        const { tab } = await show(browser, renderHtml(await realPage(scenario)));
        const targets = await tab.$$eval(".picture .lanes a", (links) =>
          links.map((link) => link.getAttribute("href")),
        );
        expect(targets.length).to.be.greaterThan(20);
        for (const target of [targets[0], targets.at(-1)]) {
          await tab.evaluate((to) => location.assign(String(to)), target);
          expect(await isVisible(tab, "tr:target"), `${target}`).to.equal(true);
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
      const html = renderHtml(await realPage("mitm"));
      const { tab } = await show(browser, html, { width: 390 });
      await tab.evaluate(() => {
        for (const folded of document.querySelectorAll("#follow details, #handshake details")) {
          folded.setAttribute("open", "");
        }
      });
      const { wide, window } = await widths(tab);
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

    it("is watched by an instrument that sees what a page says and asks for", async () => {
      const stray = `<!doctype html><img src="http://127.0.0.1:49999/x.png" alt=""><script>console.log("said")</script>`;
      const { said, requested } = await show(browser, stray);
      expect(said.join(" ")).to.contain("said");
      expect(requested()).to.deep.equal(["http://127.0.0.1:49999/x.png"]);
    });

    it("has a picture whose text can be selected and copied", async () => {
      const { tab } = await show(browser, renderHtml(await realPage("mitm")));
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
      const html = renderHtml(await changedPage("mitm", hostileEvent));
      const { tab, said, requested } = await show(browser, html, { width: 360 });
      expect(await tab.title()).to.match(/^mitm: /);
      expect(requested()).to.deep.equal([]);
      expect(said).to.deep.equal([]);
      expect(await isVisible(tab, "main h1")).to.equal(true);
      expect((await tab.$$("img, script, iframe")).length).to.equal(0);
      expect((await tab.$$("style")).length).to.equal(1);
      const { wide, window } = await widths(tab);
      expect(wide).to.be.at.most(window);
      expect(await accessibilityViolations(tab)).to.deep.equal([]);
    });

    it("opens the report of ten thousand messages, and its last trace line lands", async () => {
      const page = await longPage();
      const { tab } = await show(browser, renderHtml(page));
      await tab.evaluate((seq) => location.assign(`#event-${seq}`), page.run.moments.length);
      expect(await isVisible(tab, "tr:target")).to.equal(true);
    });

    it("opens the index of all runs without a word, and axe has none to say", async () => {
      const reports = [(await realPage("honest")).report, (await realPage("mitm")).report];
      const html = renderOverview(reports, SCENARIOS, DEFENCE_ALARMS, TITLES);
      for (const look of [LOOKS["in dark"], LOOKS["on a phone"]]) {
        const { tab, said, requested } = await show(browser, html, look);
        expect(await accessibilityViolations(tab)).to.deep.equal([]);
        expect(said).to.deep.equal([]);
        expect(requested()).to.deep.equal([]);
      }
    });
  });

function widths(tab: Tab): Promise<{ wide: number; window: number }> {
  return tab.evaluate(() => ({ wide: document.documentElement.scrollWidth, window: innerWidth }));
}
