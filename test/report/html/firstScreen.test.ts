import { expect } from "chai";
import type { Page as Tab } from "puppeteer-core";
import { renderHtml } from "../../../src/report/html/html.tsx";
import { realPage } from "../pages.ts";
import { asOnPaper, BROWSERS, isVisible, pagesOf, show, skipWithout } from "./browser.ts";

for (const browser of BROWSERS)
  describe(`the first screen in ${browser}`, function () {
    this.timeout(60_000);
    before(skipWithout(browser));

    const shown = async (scenario: string, width: number): Promise<Tab> => {
      return (await show(browser, renderHtml(await realPage(scenario)), { width })).tab;
    };

    for (const scenario of [
      "honest",
      "mitm",
      "on-path",
      "one-side-compares",
      "page-tells",
      "signed-fingerprint-required",
    ]) {
      it(`of ${scenario} is one screen at 1280 × 800 and two on a phone, with every text inside its box`, async () => {
        for (const [width, most] of [
          [1280, 800],
          [390, 1688],
        ] as const) {
          const tab = await shown(scenario, width);
          expect(await bottomOf(tab), `at ${width}`).to.be.at.most(most);
          expect(await textsOutside(tab), `at ${width}`).to.deep.equal([]);
          expect(await tab.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(width);
          expect(await pastTheMargin(tab), `past the text's margin at ${width}`).to.deep.equal([]);
        }
      });
    }

    it("leads to parts that are folded, and opens them", async () => {
      const tab = await shown("mitm", 1280);
      expect(await isVisible(tab, "#checks table")).to.equal(false);
      await tab.click('.verdict a[href="#checks"]');
      expect(await isVisible(tab, "#checks table")).to.equal(true);
    });

    it("prints a handout without the folded parts, and everything where the address asks for it", async () => {
      const tab = await shown("mitm", 700);
      await asOnPaper(browser, tab);
      expect(await isVisible(tab, "#trace table")).to.equal(false);
      expect(await isVisible(tab, ".told")).to.equal(true);
      const words = await tab.$$eval('.told a:not([href^="#event-"])', (links) =>
        links.map((link) => ({ word: link.textContent, isPrinted: link.checkVisibility() })),
      );
      expect(words.length, "words with an explanation").to.be.greaterThan(0);
      expect(words.filter(({ isPrinted }) => !isPrinted)).to.deep.equal([]);
      const paper = await tab.pdf({ format: "A4", preferCSSPageSize: false });
      expect(pagesOf(paper)).to.equal(2);
      await tab.evaluate(() => location.assign("#everything"));
      expect(await isVisible(tab, "#trace table")).to.equal(true);
    });
  });

function bottomOf(tab: Tab): Promise<number> {
  return tab.evaluate(
    () => document.querySelector(".first-screen")?.getBoundingClientRect().bottom ?? Number.NaN,
  );
}

/** What of the first screen reaches further than its text does. */
function pastTheMargin(tab: Tab): Promise<string[]> {
  return tab.evaluate(() => {
    const margin = document.querySelector(".first-screen")?.getBoundingClientRect();
    return [...document.querySelectorAll(".first-screen :is(.map svg, .screen, .outcome-sign)")].flatMap(
      (element) => {
        const own = element.getBoundingClientRect();
        return margin && own.left >= margin.left - 0.5 && own.right <= margin.right + 0.5
          ? []
          : [element.outerHTML.slice(0, 80)];
      },
    );
  });
}

/** The texts of the map that leave their box, as the browser measures them with the fonts that it has. */
function textsOutside(tab: Tab): Promise<string[]> {
  return tab.evaluate(() =>
    [...document.querySelectorAll(".map .party, .map .tunnel")].flatMap((group) => {
      const box = group.querySelector("rect")?.getBoundingClientRect();
      return [...group.querySelectorAll("text")].flatMap((text) => {
        const own = text.getBoundingClientRect();
        return box && own.left >= box.left && own.right <= box.right ? [] : [text.textContent ?? ""];
      });
    }),
  );
}
