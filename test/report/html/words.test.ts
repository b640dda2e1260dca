import { expect } from "chai";
import { renderHtml } from "../../../src/report/html/html.tsx";
import { GLOSSARY } from "../../../src/report/prose/glossary/index.ts";
import { changedPage, realPage } from "../pages.ts";

/** A page without its slides, which come after the glossary and have no links. */
function reportIn(html: string): string {
  return html.slice(html.indexOf("<main"), html.indexOf('<div class="slides"'));
}

/** The running text of a page: what stands in paragraphs and lists, and no code, picture, table, heading or link's name. */
function proseOf(html: string): string[] {
  const bare = reportIn(html)
    .replaceAll(/<(svg|code|pre|nav|table|summary|h[1-4])\b[\s\S]*?<\/\1>/g, " ")
    .replaceAll(/<a (?!class="word")[^>]*>[\s\S]*?<\/a>/g, " ");
  return [...bare.matchAll(BLOCK)]
    .filter(([, , attributes = ""]) => !attributes.includes('class="row'))
    .map(([, , , inner = ""]) => inner.replaceAll(/<[^>]*>/g, ""));
}

const BLOCK = /<(p|dd|li|figcaption)\b([^>]*)>([\s\S]*?)(?=<\/\1>|<(?:p|ul|ol|dl|details|li|dd|dt)\b)/g;

const linkedIn = (html: string) =>
  [...reportIn(html).matchAll(/href="#word-([^"]+)"/g)].map(([, id = ""]) => id);
const explainedIn = (html: string) => [...html.matchAll(/\sid="word-([^"]+)"/g)].map(([, id = ""]) => id);

describe("the words of a report", () => {
  for (const scenario of [
    "honest",
    "mitm",
    "on-path",
    "short-code",
    "honest-defended",
    "weak-fingerprint-md5",
  ]) {
    it(`of ${scenario} are each linked once, where prose first uses them, and each entry is used`, async () => {
      const html = renderHtml(await realPage(scenario));
      const linked = linkedIn(html);
      expect(new Set(linked).size).to.equal(linked.length);
      expect([...linked].sort()).to.deep.equal(explainedIn(html).sort());
      const prose = proseOf(html);
      expect(prose.length).to.be.greaterThan(50);
      const unexplained = GLOSSARY.filter(({ id }) => !linked.includes(id)).flatMap(({ id, forms }) =>
        prose.filter((text) => forms.test(text)).map((text) => `${id}: ${text.slice(0, 80)}`),
      );
      expect(unexplained).to.deep.equal([]);
    });
  }

  it("are linked in the story, which stands open, sooner than in the list above it, which is folded", async () => {
    const html = renderHtml(await realPage("mitm"));
    const story = html.slice(html.indexOf('id="story"'), html.indexOf('id="class"'));
    for (const word of ["offer-answer", "candidate", "ice-credentials"])
      expect(story, word).to.contain(`href="#word-${word}"`);
  });

  it("are not linked in code, pictures, bytes or headings", async () => {
    const html = reportIn(renderHtml(await realPage("mitm")));
    for (const [whole] of html.matchAll(/<(svg|code|pre|summary|h[1-4])\b[\s\S]*?<\/\1>/g))
      expect(whole).not.to.contain('class="word"');
  });

  it("explain TSN, PPID, nonce and epoch where a message is followed to its bytes, and not where none is", async () => {
    const followed = linkedIn(renderHtml(await realPage("honest")));
    expect(followed).to.include.members(["tsn", "ppid", "nonce", "epoch"]);
    const silent = await changedPage("honest", (event) => (event.kind === "message-sent" ? [] : [event]));
    expect(linkedIn(renderHtml(silent))).not.to.include("ppid");
  });
});
