import { expect } from "chai";
import { renderComparison } from "../../../src/report/compare/html/page.tsx";
import { renderHtml } from "../../../src/report/html/html.tsx";
import { changedPage, HOSTILE, hostileEvent, realPage } from "../pages.ts";
import { anotherRun } from "./pages.ts";

const rendered = async (left: string, right: string) =>
  renderComparison(await realPage(left), await realPage(right));

describe("the page of two runs side by side", () => {
  it("has no script and a policy that forbids it, and is small enough to open at once", async () => {
    const html = await rendered("honest", "mitm");
    expect(html).to.match(
      /http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-/,
    );
    expect(html).not.to.match(/<script|<img| on\w+=| style="/);
    expect(html.length).to.be.below(400_000);
  });

  it("gives the same bytes for the same runs", async () => {
    expect(await rendered("honest", "mitm")).to.equal(await rendered("honest", "mitm"));
  });

  it("leads to both reports and to the index, and every link in the page lands in it", async () => {
    const html = await rendered("honest", "late-attack");
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href = ""]) => href);
    expect(links).to.include.members([
      "../index.html",
      "../honest/report.html",
      "../late-attack/report.html",
    ]);
    for (const link of links.filter((href) => href.startsWith("#")))
      expect(html, link).to.contain(` id="${link.slice(1)}"`);
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it("says plainly, part by part, that two runs do not differ", async () => {
    const html = renderComparison(await realPage("honest"), await anotherRun("honest"));
    for (const sentence of [
      "Nothing that is compared here differs between the two runs.",
      "Nothing that was found in one run was otherwise in the other.",
      "No line differs.",
      "the same party’s in both runs.",
      "No row of the two pictures differs.",
      "In both runs the same parties held the same.",
      "The two runs say the same about every claim.",
    ])
      expect(html).to.contain(sentence);
    expect(html).to.match(/\b0 of \d\d checks that both runs make came out differently\./);
    expect(html).not.to.contain('<strong class="difference">');
  });

  it("has both outcomes in the words of the matrix, and no mark of difference in colour alone", async () => {
    const html = await rendered("honest", "mitm");
    expect(html).to.contain("nobody attacked").and.to.contain("caught after content");
    for (const [, words] of html.matchAll(/<strong class="difference">(.*?)<\/strong>/g))
      expect(words).to.contain("≠");
    const rows = [
      ...html.matchAll(
        /<li class="step (?:differs|left-only|right-only)">.*?<div class="step-mark">(.*?)<\/div>/g,
      ),
    ];
    expect(rows.length).to.be.greaterThan(10);
    for (const row of rows) expect(row[1]).to.match(/≠<\/strong> \w/);
  });

  it("gives each row the times of both runs, which lead to the rows of both reports", async () => {
    const [left, right] = [await realPage("honest"), await realPage("mitm")];
    const html = renderComparison(left, right);
    const reports = { honest: renderHtml(left), mitm: renderHtml(right) };
    for (const [run, report] of Object.entries(reports)) {
      const times = [...html.matchAll(new RegExp(`href="../${run}/report.html#([^"]+)">(\\d+) ms</a>`, "g"))];
      expect(times.length, run).to.be.greaterThan(20);
      for (const [, id] of times) expect(report, `${run}: ${id}`).to.contain(` id="${id}"`);
    }
  });

  it("says of a comparison that one peer alone made whose it was", async () => {
    const html = await rendered("mitm", "one-side-compares");
    expect(html).to.contain("The peers compared, and heard something other than what was expected.");
    expect(html).to.contain("Only Bob compared, and heard something other than what was expected.");
  });

  it("shows what an attacker chose as text only", async () => {
    const hostile = await changedPage("mitm", hostileEvent);
    for (const html of [
      renderComparison(await realPage("honest"), hostile),
      renderComparison(hostile, hostile),
    ]) {
      for (const text of [HOSTILE.script, HOSTILE.image, HOSTILE.style]) expect(html).not.to.contain(text);
      expect(html).not.to.match(/[\p{Cf}]|(?=[^\n])\p{Cc}/u);
      expect(html.match(/<style>/g)).to.have.length(1);
      expect(html.length).to.be.below(1_000_000);
    }
  });
});
