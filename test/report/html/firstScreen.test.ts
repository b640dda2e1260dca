import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import type { Browser, Page as Tab } from "playwright-core";
import { renderHtml } from "../../../src/report/html/html.tsx";
import { temporaryDirectory } from "../../lab/temporaryDirectory.ts";
import { realPage } from "../pages.ts";
import { installedBrowser, launch, show } from "./browser.ts";

describe("the first screen in a real browser", () => {
  let browser: Browser;

  before(async function () {
    if (installedBrowser === undefined) this.skip();
    browser = await launch();
  });

  after(async () => browser?.close());

  const shown = async (scenario: string, width: number): Promise<Tab> => {
    const file = join(temporaryDirectory(), "report.html");
    writeFileSync(file, renderHtml(await realPage(scenario)));
    return (await show(browser, pathToFileURL(file).href, { width })).tab;
  };

  for (const scenario of ["honest", "mitm", "on-path", "signed-fingerprint-required"]) {
    it(`of ${scenario} is one screen at 1280 × 800 and two on a phone, with every text inside its box`, async () => {
      for (const [width, most] of [
        [1280, 800],
        [390, 1688],
      ] as const) {
        const tab = await shown(scenario, width);
        expect(await bottomOf(tab), `at ${width}`).to.be.at.most(most);
        expect(await textsOutside(tab), `at ${width}`).to.deep.equal([]);
        expect(await tab.evaluate(() => document.documentElement.scrollWidth)).to.be.at.most(width);
      }
    });
  }

  it("leads to parts that are folded, and opens them", async () => {
    const tab = await shown("mitm", 1280);
    expect(await tab.locator("#checks table").isVisible()).to.equal(false);
    await tab.locator('.verdict a[href="#checks"]').click();
    expect(await tab.locator("#checks table").isVisible()).to.equal(true);
  });

  it("prints a handout without the folded parts, and everything where the address asks for it", async () => {
    const tab = await shown("mitm", 700);
    await tab.emulateMedia({ media: "print" });
    expect(await tab.locator("#trace table").isVisible()).to.equal(false);
    expect(await tab.locator(".told").isVisible()).to.equal(true);
    const paper = await tab.pdf({ format: "A4", preferCSSPageSize: false });
    expect(paper.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length).to.equal(2);
    await tab.evaluate(() => location.assign("#everything"));
    expect(await tab.locator("#trace table").isVisible()).to.equal(true);
  });
});

function bottomOf(tab: Tab): Promise<number> {
  return tab.evaluate(
    () => document.querySelector(".first-screen")?.getBoundingClientRect().bottom ?? Number.NaN,
  );
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
