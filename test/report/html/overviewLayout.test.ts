import { expect } from "chai";
import { SCENARIOS } from "../../../scenarios/index.ts";
import { MATRIX } from "../../../scenarios/matrix/index.ts";
import { DEFENCE_ALARMS, TITLES } from "../../../src/explain.ts";
import { renderOverview } from "../../../src/report/html/overview.tsx";
import { playedMatrixOf } from "../../../src/report/model/playedMatrix.ts";
import { realPage } from "../pages.ts";
import { reportOf } from "../reports.ts";
import { accessibilityViolations, asOnPaper, BROWSERS, pagesOf, show, skipWithout } from "./browser.ts";

/** The index of a place where every scenario has run: each with an answer as long as they are, and claims. */
async function wholeIndex(): Promise<string> {
  const { report } = await realPage("mitm");
  const answer =
    "Yes: it read the greeting and the secret, and no comparison of fingerprints over another channel exposed it before the end.";
  const reports = SCENARIOS.map((scenario) => ({
    ...reportOf(scenario, { outcome: "read", answer }),
    claims: report.claims,
    checks: report.checks,
  }));
  const pages = SCENARIOS.flatMap(({ id, controls }) => controls.map((control) => `${control}-${id}.html`));
  return renderOverview(reports, SCENARIOS, DEFENCE_ALARMS, TITLES, { comparisonPages: new Set(pages) });
}

for (const browser of BROWSERS)
  describe(`the index of all scenarios in ${browser}`, () => {
    before(skipWithout(browser));

    for (const width of [1280, 390]) {
      it(`hides no column and does not scroll sideways at ${width} px, and axe has nothing to say`, async () => {
        const { tab } = await show(browser, await wholeIndex(), { width });
        const { wide, hidden, outside } = await tab.evaluate(() => {
          const cells = [...document.querySelectorAll(".meetings td, .scenario p, .claims td")];
          return {
            wide: document.documentElement.scrollWidth,
            hidden: cells.filter((cell) => !cell.checkVisibility()).length,
            outside: cells.filter((cell) => cell.getBoundingClientRect().right > innerWidth).length,
          };
        });
        expect(wide).to.be.at.most(width);
        expect(hidden).to.equal(0);
        expect(outside).to.equal(0);
        expect(await accessibilityViolations(tab)).to.deep.equal([]);
      });
    }

    it("hides no cell of the matrix that was played, on a wide screen, on a phone and on paper", async () => {
      const played = playedMatrixOf(
        MATRIX,
        MATRIX.map((scenario) => ({ ...reportOf(scenario, { outcome: "altered" }), result: "observed" })),
        { defenceAlarms: DEFENCE_ALARMS, lab: "1" },
      );
      const index = renderOverview([], SCENARIOS, DEFENCE_ALARMS, TITLES, { matrix: played });
      for (const width of [1280, 390, 700]) {
        const { tab } = await show(browser, index, { width });
        if (width === 700) await asOnPaper(browser, tab);
        const found = await tab.evaluate(() => {
          const cells = [...document.querySelectorAll(".meeting-grid td a")];
          const heads = [...document.querySelectorAll(".meeting-grid th")].filter((head) =>
            head.checkVisibility(),
          );
          return {
            cells: cells.filter((cell) => cell.checkVisibility()).length,
            outside: [...cells, ...heads].filter((one) => one.getBoundingClientRect().right > innerWidth)
              .length,
            cut: [...cells, ...heads].filter((one) => one.scrollWidth > one.clientWidth + 1).length,
          };
        });
        expect(found, `${width} px`).to.deep.equal({ cells: MATRIX.length, outside: 0, cut: 0 });
        if (width < 700) expect(await accessibilityViolations(tab)).to.deep.equal([]);
      }
    });

    it("is at most six pages on paper, with every outcome, answer and defence", async () => {
      const { tab } = await show(browser, await wholeIndex(), { width: 700 });
      await asOnPaper(browser, tab);
      const hidden = await tab.evaluate(
        () =>
          [
            ...document.querySelectorAll(
              ".meetings td, .scenario .outcome-sign, .scenario strong, .claims td",
            ),
          ].filter((cell) => !cell.checkVisibility()).length,
      );
      expect(hidden).to.equal(0);
      expect(pagesOf(await tab.pdf({ format: "A4", preferCSSPageSize: false }))).to.be.at.most(6);
    });
  });
