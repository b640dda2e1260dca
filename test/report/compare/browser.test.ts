import { expect } from "chai";
import type { Page as Tab } from "puppeteer-core";
import { renderComparison } from "../../../src/report/compare/html/page.tsx";
import {
  accessibilityViolations,
  asOnPaper,
  BROWSERS,
  isVisible,
  type Look,
  show,
  skipWithout,
} from "../html/browser.ts";
import { measure } from "../html/picture/measure.ts";
import { changedPage, hostileEvent, realPage } from "../pages.ts";

const LOOKS: Readonly<Record<string, Look>> = {
  "in light": { colours: "light" },
  "in dark": { colours: "dark" },
  "on a phone": { width: 390 },
};

/** Stages in which nothing differs are folded; what is folded has no place. */
async function openAll(tab: Tab): Promise<void> {
  await tab.$$eval("details", (folded) => {
    for (const one of folded) one.open = true;
  });
}

for (const browser of BROWSERS)
  describe(`two runs side by side in ${browser}`, () => {
    before(async function () {
      skipWithout(browser).call(this);
      for (const scenario of ["honest", "mitm", "on-path"]) await realPage(scenario);
    });

    const page = async (left: string, right: string) =>
      renderComparison(await realPage(left), await realPage(right));

    for (const [name, look] of Object.entries(LOOKS)) {
      it(`${name} say nothing on the console, ask the network for nothing, stay in the window and satisfy axe`, async () => {
        const { tab, said, requested } = await show(browser, await page("honest", "mitm"), look);
        expect(await accessibilityViolations(tab)).to.deep.equal([]);
        expect(said).to.deep.equal([]);
        expect(requested()).to.deep.equal([]);
        const [wide, window] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
        expect(wide, "the page itself must not scroll sideways").to.be.at.most(window ?? 0);
      });
    }

    for (const [left, right] of [
      ["honest", "mitm"],
      ["mitm", "on-path"],
    ] as const) {
      it(`have, as ${left} and ${right}, the difference, both answers and both maps on the first screen`, async () => {
        const { tab } = await show(browser, await page(left, right), { height: 800 });
        const lowest = await tab.$$eval(
          ".compare-screen .headline, .compare-answer, .compare-run svg",
          (elements) => Math.max(...elements.map((element) => element.getBoundingClientRect().bottom)),
        );
        expect(lowest).to.be.below(800);
      });

      for (const width of [1280, 800, 390]) {
        it(`have, as ${left} and ${right} at ${width} px, every text of the pictures in its place`, async () => {
          const { tab } = await show(browser, await page(left, right), { width });
          await openAll(tab);
          for (const font of ["DejaVu Sans", "Arial"]) {
            const { texts, outside, over } = await measure(tab, font);
            expect(texts).to.be.greaterThan(100);
            expect(outside, `${font}: leaves its box`).to.deep.equal([]);
            expect(over, `${font}: lies over another text`).to.deep.equal([]);
          }
        });
      }
    }

    it("have every text of the pictures in its place on paper, picture beside picture", async () => {
      const { tab } = await show(browser, await page("honest", "mitm"), { width: 700 });
      await openAll(tab);
      await asOnPaper(browser, tab);
      const { isLanes, outside, over } = await measure(tab, "Arial");
      expect(isLanes).to.equal(true);
      expect([...outside, ...over]).to.deep.equal([]);
      const [left, right] = await tab.$$eval(".heads-row .side", (sides) =>
        sides.map((side) => side.getBoundingClientRect().top),
      );
      expect(left).to.equal(right);
    });

    it("print what differs, and the checks and claims too where the address asks for everything", async () => {
      const { tab } = await show(browser, await page("honest", "mitm"), { width: 700 });
      await asOnPaper(browser, tab);
      for (const part of ["#checks .beside", "#claims .beside", "#findings .rest .beside"])
        expect(await isVisible(tab, part), part).to.equal(false);
      await tab.evaluate(() => location.assign("#everything"));
      for (const part of ["#checks .beside", "#claims .beside", "#findings .rest .beside"])
        expect(await isVisible(tab, part), part).to.equal(true);
    });

    it("are not widened by what an attacker chose", async () => {
      const html = renderComparison(await realPage("honest"), await changedPage("mitm", hostileEvent));
      const { tab, said } = await show(browser, html, { width: 390 });
      const [wide, window] = await tab.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      expect(wide).to.be.at.most(window ?? 0);
      expect(said).to.deep.equal([]);
    });
  });
