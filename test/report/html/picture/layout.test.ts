import { expect } from "chai";
import { renderHtml } from "../../../../src/report/html/html.tsx";
import { changedPage, hostileEvent, realPage } from "../../pages.ts";
import { asOnPaper, BROWSERS, show, skipWithout } from "../browser.ts";
import { measure } from "./measure.ts";

/** Two wide ones, one of them with letters of one width, and one with the widths of Arial. */
const FONTS = ["DejaVu Sans", "DejaVu Sans Mono", "Liberation Sans"];

for (const browser of BROWSERS)
  describe(`the sequence picture in ${browser}`, function () {
    this.timeout(60_000);
    before(skipWithout(browser));

    const open = async (scenario: string, width: number) =>
      (await show(browser, renderHtml(await realPage(scenario)), { width })).tab;

    for (const scenario of ["honest", "mitm", "on-path"]) {
      for (const width of [1280, 800, 390]) {
        it(`of ${scenario}, ${width} px wide, has every text in its place in every font`, async () => {
          const tab = await open(scenario, width);
          for (const font of FONTS) {
            const { texts, outside, crossed, over } = await measure(tab, font);
            expect(texts).to.be.greaterThan(100);
            expect(outside, `${font}: leaves its box`).to.deep.equal([]);
            expect(crossed, `${font}: is crossed by a line`).to.deep.equal([]);
            expect(over, `${font}: lies over another text`).to.deep.equal([]);
          }
        });
      }

      it(`of ${scenario} has every text in its place on paper`, async () => {
        const tab = await open(scenario, 700);
        // The handout leaves the drawing out; the full print has it.
        await tab.evaluate(() => location.assign("#everything"));
        await asOnPaper(browser, tab);
        const { isLanes, outside, crossed, over } = await measure(tab, "DejaVu Sans");
        expect(isLanes).to.equal(true);
        expect([...outside, ...crossed, ...over]).to.deep.equal([]);
      });
    }

    it("keeps text that an attacker chose in its place", async () => {
      const { tab } = await show(browser, renderHtml(await changedPage("mitm", hostileEvent)));
      const { outside } = await measure(tab, "DejaVu Sans");
      expect(outside).to.deep.equal([]);
    });

    it("can be read from the back of a room: no text is smaller than 15 px", async () => {
      const tab = await open("mitm", 1280);
      const smallest = await tab.evaluate(() =>
        Math.min(
          ...[...document.querySelectorAll(".picture *")]
            .filter((element) => element.textContent?.trim())
            .map((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
        ),
      );
      expect(smallest).to.be.at.least(15);
    });

    it("keeps the names of the lanes in sight to its end", async () => {
      const tab = await open("mitm", 1280);
      await tab.$$eval(".picture .row", (rows) => rows.at(-1)?.scrollIntoView({ block: "nearest" }));
      const top = await tab.$eval(".picture .head.alice", (head) => head.getBoundingClientRect().top);
      expect(top).to.be.within(0, 60);
    });

    it("draws what passes an honest server behind its band, and ends at the band of one that attacks", async () => {
      const passed = async (scenario: string) => {
        const tab = await open(scenario, 1280);
        return tab.evaluate(() =>
          [...document.querySelectorAll(".picture .row.arrow")]
            .filter((row) => row.querySelector(".shaft.dtls") !== null)
            .map((row) => {
              const band = row.querySelector(".band.server")?.getBoundingClientRect();
              const shaft = row.querySelector(".shaft")?.getBoundingClientRect();
              if (band === undefined || shaft === undefined) return "nothing is drawn";
              const isPast = shaft.left < band.left && shaft.right > band.right;
              return isPast ? (row.querySelector(".past")?.textContent ?? "through") : "ends there";
            }),
        );
      };
      expect(new Set(await passed("honest"))).to.deep.equal(new Set(["passes behind"]));
      expect(new Set(await passed("mitm"))).to.deep.equal(new Set(["ends there"]));
    });

    it("is a list on a phone: who to whom, by what, and who could read it", async () => {
      const tab = await open("mitm", 390);
      const rows = await tab.$$eval(".picture .row", (all) =>
        // biome-ignore lint/performance/useDomNodeTextContent: what is drawn counts, and nothing else
        all.map((row) => (row instanceof HTMLElement ? row.innerText : "")),
      );
      const message = rows.find((text) => text.includes("Our word of the day"));
      expect(message).to.match(/Alice → Bob, message, encrypted/);
      expect(message).to.contain("the attacker reads it").and.to.contain("Bob reads it");
      expect(message).to.contain("the recorder: ciphertext");
      expect(rows.some((text) => text.includes("the server → Bob, signalling"))).to.equal(true);
    });
  });
