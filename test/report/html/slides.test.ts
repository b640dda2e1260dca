import { expect } from "chai";
import type { Page as Tab } from "puppeteer-core";
import { renderHtml } from "../../../src/report/html/html.tsx";
import { changedPage, hostileEvent, realPage } from "../pages.ts";
import { accessibilityViolations, asOnPaper, BROWSERS, isVisible, show, skipWithout } from "./browser.ts";

const COUNT = 8;

for (const browser of BROWSERS)
  describe(`the slides of a report in ${browser}`, function () {
    this.timeout(60_000);
    before(skipWithout(browser));

    async function opened(html: string, fragment: string): Promise<Tab> {
      return (await show(browser, html, { height: 800, fragment })).tab;
    }

    it("are not seen in the report, and are left out of print", async () => {
      const html = renderHtml(await realPage("mitm"));
      const tab = await opened(html, "");
      expect(await shownSlides(tab)).to.deep.equal([]);
      await tab.goto(`${tab.url()}#slides`);
      await asOnPaper(browser, tab);
      expect(await shownSlides(tab)).to.deep.equal([]);
    });

    it("are shown one at a time, and turn both ways by link and by Tab and Enter", async () => {
      const tab = await opened(renderHtml(await realPage("mitm")), "#slides");
      const seen = [];
      for (let page = 1; page < COUNT; page += 1) {
        seen.push(...(await shownSlides(tab)));
        await tab.keyboard.press("Tab");
        await tab.keyboard.press("Enter");
      }
      seen.push(...(await shownSlides(tab)));
      expect(new Set(seen).size, seen.join(" ")).to.equal(COUNT);
      expect(seen).to.have.length(COUNT);
      await tab.click(".slide:target ::-p-text(← Back)");
      expect(await shownSlides(tab)).to.deep.equal([seen.at(-2)]);
      await tab.click(".slide:target ::-p-text(Close)");
      expect(await shownSlides(tab)).to.deep.equal([]);
      expect(await isVisible(tab, "h1")).to.equal(true);
    });

    const pages = {
      honest: () => realPage("honest"),
      mitm: () => realPage("mitm"),
      "on-path": () => realPage("on-path"),
      "short-code": () => realPage("short-code"),
      "texts that an attacker chose": () => changedPage("mitm", hostileEvent),
    };
    for (const [name, page] of Object.entries(pages)) {
      if (browser === "firefox" && name !== "texts that an attacker chose") continue; // the fullest slides of all
      it(`fit a screen of 1280 by 800 with text of 20 pixels and more: ${name}`, async () => {
        const tab = await opened(renderHtml(await page()), "#slides");
        for (let number = 1; number <= COUNT; number += 1) {
          const [id] = await shownSlides(tab);
          expect(await whatDoesNotFit(tab), `${id}`).to.deep.equal([]);
          if (number < COUNT) await tab.click(".slide:target ::-p-text(Next →)");
        }
      });
    }

    it("draw a message past an honest server in one piece, and through an attacker in two", async () => {
      const halvesIn = async (scenario: string) => {
        const tab = await opened(renderHtml(await realPage(scenario)), "#slides");
        return tab.$$eval(".steps li", (steps) =>
          steps.flatMap((step) => {
            const lines = step.querySelectorAll(".step-line.message").length;
            return lines === 0 ? [] : [lines];
          }),
        );
      };
      expect(new Set(await halvesIn("honest"))).to.deep.equal(new Set([1]));
      expect(new Set(await halvesIn("mitm"))).to.deep.equal(new Set([2]));
    });

    it("satisfy axe, with nothing of the report behind them left to the keyboard", async () => {
      const tab = await opened(renderHtml(await realPage("mitm")), "#slide-readers");
      expect(await accessibilityViolations(tab)).to.deep.equal([]);
      const reachable = await tab.$$eval("main a", (links) =>
        links
          .filter((link) => link.checkVisibility({ visibilityProperty: true }))
          .map((link) => link.textContent),
      );
      expect(reachable).to.deep.equal(["Next →", "← Back", "Close"]);
    });
  });

function shownSlides(tab: Tab): Promise<string[]> {
  return tab.$$eval(".slide", (slides) =>
    slides.filter((slide) => slide.checkVisibility()).map(({ id }) => id),
  );
}

/** Boxes that leave the screen or their slide, text that is cut or small. */
function whatDoesNotFit(tab: Tab): Promise<string[]> {
  return tab.evaluate(() => {
    const slide = document.querySelector(".slide:target");
    if (slide === null) return ["no slide is shown"];
    const faults = slide.scrollHeight > slide.clientHeight ? [`is ${slide.scrollHeight} px high`] : [];
    for (const element of slide.querySelectorAll("*")) {
      const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      if (!text) continue;
      const { right, bottom } = element.getBoundingClientRect();
      const what = (element.textContent ?? "").slice(0, 40);
      if (right > innerWidth || bottom > innerHeight) faults.push(`out of the screen: ${what}`);
      const scale = element instanceof SVGGraphicsElement ? (element.getScreenCTM()?.a ?? 1) : 1;
      if (!element.checkVisibility()) continue;
      if (Number.parseFloat(getComputedStyle(element).fontSize) * scale < 20) faults.push(`small: ${what}`);
    }
    return faults;
  });
}
