import { expect } from "chai";
import { renderHtml } from "../../../src/report/html/html.tsx";
import type { Page } from "../../../src/report/model/page.ts";
import { changedPage, realPage } from "../pages.ts";

describe("the report of a run that somebody foretold", () => {
  const GUESS = { kind: "prediction", connected: true, read: false, noticed: true } as const;

  async function foretold(): Promise<Page> {
    return changedPage("mitm", (event) =>
      event.seq === 1 ? [event, { ...GUESS, seq: 0, at: event.at, actor: "conductor" }] : [event],
    );
  }

  it("shows the question and the guess first, and folds the answer and all that follows", async () => {
    const page = await foretold();
    const html = renderHtml(page);
    const fold = html.indexOf('<details class="after-guess">');
    expect(html.slice(0, fold)).to.contain("What you expected before the run");
    expect(fold).to.be.greaterThan(0);
    for (const part of ['class="headline', 'id="picture"', 'id="checks"'])
      expect(html.indexOf(part), part).to.be.greaterThan(fold);
    const inOpen = html.slice(html.indexOf("<main"), fold);
    expect(inOpen).to.not.contain(page.report.answer.sentence);
  });

  it("sets the guess beside what the run showed, right and wrong, with what it rests on", async () => {
    const html = renderHtml(await foretold());
    expect(html).to.contain("What you expected, and what came: 2 of 3 right");
    const table = html.slice(html.indexOf('id="guess-and-result"'), html.indexOf("</table>"));
    expect(table.match(/right<\/span>/g)).to.have.length(2);
    expect(table.match(/wrong<\/span>/g)).to.have.length(1);
    expect(table).to.match(/href="#(event|packet)-\d+"/);
  });

  it("begins its slides with the guess, where others have the title, which would give the answer away", async () => {
    const slideOf = (html: string): string => {
      const start = html.indexOf('<section class="slide"');
      return html.slice(start, html.indexOf("</section>", start));
    };
    const page = await foretold();
    const slide = slideOf(renderHtml(page));
    expect(slide).to.contain("What you expected before the run").and.to.contain(page.report.question);
    expect(slide).not.to.contain(page.scenario.title).and.not.to.contain(page.report.answer.sentence);
    expect(slideOf(renderHtml(await realPage("mitm")))).to.contain(page.scenario.title);
  });

  it("is like any other where nobody was asked: the answer stands open", async () => {
    expect(renderHtml(await realPage("mitm"))).to.not.contain('class="after-guess"');
  });
});
