import { expect } from "chai";
import type { Page as Tab } from "puppeteer-core";
import { SCENARIOS } from "../../../scenarios/index.ts";
import { DEFENCE_ALARMS, TITLES } from "../../../src/explain.ts";
import { renderHtml } from "../../../src/report/html/html.tsx";
import { renderOverview } from "../../../src/report/html/overview.tsx";
import { realPage } from "../pages.ts";
import { asOnPaper, BROWSERS, show, skipWithout } from "./browser.ts";

const WIDTHS = [1280, 768, 390];
/** An A4 page between its margins, in CSS pixels. */
const PAPER = 700;

const PAGES: Readonly<Record<string, () => Promise<string>>> = {
  "a report of mitm": async () => renderHtml(await realPage("mitm")),
  "the index": async () => {
    const runs = ["honest", "mitm", "short-code"].map(async (scenario) => (await realPage(scenario)).report);
    return renderOverview(await Promise.all(runs), SCENARIOS, DEFENCE_ALARMS, TITLES);
  },
};

for (const browser of BROWSERS) {
  describe(`every text and every link in ${browser}`, function () {
    this.timeout(60_000);
    before(skipWithout(browser));

    for (const [name, html] of Object.entries(PAGES)) {
      it(`of ${name}, with all of it open: stays in its box at three widths and on paper, and lands`, async () => {
        const { tab } = await show(browser, await html());
        expect(await linksThatDoNotLand(tab)).to.deep.equal([]);
        await tab.evaluate(() => {
          for (const folded of document.querySelectorAll("details")) folded.open = true;
        });
        for (const width of WIDTHS) {
          await tab.setViewport({ width, height: 900 });
          expect(await textsOutside(tab), `at ${width}`).to.deep.equal([]);
        }
        await tab.setViewport({ width: PAPER, height: 900 });
        await asOnPaper(browser, tab);
        expect(await textsOutside(tab), "on paper").to.deep.equal([]);
      });
    }

    it("is seen by an instrument that finds a text outside its box and a link to nowhere", async () => {
      const { tab } = await show(
        browser,
        `<!doctype html><a href="#away">away</a><a href="#hidden">hidden</a><p id="hidden" hidden>never seen</p>
         <p style="width: 4em">inside</p><p style="width: 4em">Donaudampfschifffahrt</p>
         <p style="width: 4em; overflow: hidden; height: 1em">cut off below</p>`,
      );
      expect(await linksThatDoNotLand(tab)).to.deep.equal(["#away", "#hidden"]);
      expect(await textsOutside(tab)).to.deep.equal(["Donaudampfschifffahrt", "cut off below"]);
    });
  });
}

/** Links within the page whose target is missing, or stays out of sight. In each part, one of each kind is followed. */
function linksThatDoNotLand(tab: Tab): Promise<string[]> {
  return tab.evaluate(() => {
    const hrefs = [...document.querySelectorAll('a[href^="#"]')].map(
      (link) => link.getAttribute("href") ?? "",
    );
    const samples = new Map<string, string>();
    const missing = [...new Set(hrefs)].filter((href) => {
      const target = document.getElementById(href.slice(1));
      const kind = `${target?.closest("section")?.getAttribute("aria-labelledby")} ${target?.tagName}`;
      samples.set(kind, href);
      return target === null;
    });
    const unseen = [...samples.values()].filter((href) => {
      location.assign(href);
      const target = document.getElementById(href.slice(1));
      return target !== null && !target.checkVisibility({ visibilityProperty: true });
    });
    location.assign("#");
    return [...missing, ...unseen];
  });
}

/**
 * Texts that leave the block which they stand in, the page, or what an ancestor shows of itself. Where a box scrolls
 * sideways its content may be wider. What is there for screen readers alone is one pixel large.
 */
function textsOutside(tab: Tab): Promise<string[]> {
  return tab.evaluate(() => {
    const tolerance = 1.5;
    const outside = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim() ?? "";
      if (parent === null || text === "" || !parent.checkVisibility({ visibilityProperty: true })) continue;
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
      if (rects.length === 0) continue;
      let isOutside = false;
      let isOwnBlock = true;
      for (let box: Element | null = parent; box !== null && box !== document.body; box = box.parentElement) {
        const { display, overflowX, overflowY, clipPath } = getComputedStyle(box);
        const area = box.getBoundingClientRect();
        if (clipPath !== "none" || (area.width <= 1 && area.height <= 1)) {
          isOutside = false;
          break;
        }
        if (overflowX === "auto" || overflowX === "scroll") break;
        if (display === "inline" || display === "contents" || box instanceof SVGTextContentElement) continue;
        const isCut = overflowX === "hidden" || overflowX === "clip";
        if (isOwnBlock || isCut)
          isOutside ||= rects.some(
            ({ left, right }) => left < area.left - tolerance || right > area.right + tolerance,
          );
        if (overflowY === "hidden" || overflowY === "clip")
          isOutside ||= rects.some(({ top, bottom }) => top < area.top - 4 || bottom > area.bottom + 4);
        isOwnBlock = false;
      }
      if (isOutside) outside.add(text.slice(0, 60));
    }
    if (document.documentElement.scrollWidth > innerWidth)
      outside.add(`the page is ${document.documentElement.scrollWidth} px wide`);
    return [...outside];
  });
}
