import { expect } from "chai";
import { renderComparison } from "../../../src/report/compare/html/page.tsx";
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
      "in both runs each was the same party’s.",
      "No row of the two pictures differs.",
      "In both runs the same parties held the same.",
      "The two runs say the same of every claim.",
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
    for (const row of html.matchAll(
      /<li class="step (?:differs|left-only|right-only)">.*?<p class="step-mark">(.*?)<\/p>/g,
    ))
      expect(row[1]).to.match(/≠<\/strong> \w/);
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
