import { posix } from "node:path";
import { expect } from "chai";
import { SCENARIOS } from "../../../scenarios/index.ts";
import { DEFENCE_ALARMS, TITLES } from "../../../src/explain.ts";
import { renderHtml } from "../../../src/report/html/html.tsx";
import { renderOverview } from "../../../src/report/html/overview.tsx";
import type { Page } from "../../../src/report/model/page.ts";
import { longPage, realPage } from "../pages.ts";

/** Pages by their place in the directory of reports, as a reader has them. */
type Site = ReadonlyMap<string, string>;

function siteOf(pages: readonly Page[], comparisonPages: readonly string[] = []): Site {
  const index = renderOverview(
    pages.map(({ report }) => report),
    SCENARIOS,
    DEFENCE_ALARMS,
    TITLES,
    { comparisonPages: new Set(comparisonPages) },
  );
  return new Map([
    ["index.html", index],
    ...pages.map((page) => [`${page.scenario.id}/report.html`, renderHtml(page)] as const),
    ...comparisonPages.map((name) => [`compare/${name}`, ""] as const),
  ]);
}

const LEAVES = /^https:\/\/www\.rfc-editor\.org\/rfc\/rfc\d+(#section-\d+(\.\d+)*)?$/;

/** Every link that leads nowhere: to no file, or to no place in it. */
function deadLinks(site: Site): string[] {
  const ids = new Map([...site].map(([file, html]) => [file, new Set(matches(html, /\sid="([^"]+)"/g))]));
  return [...site].flatMap(([file, html]) =>
    matches(html, /\shref="([^"]*)"/g)
      .filter((href) => {
        if (LEAVES.test(href)) return false;
        const [path = "", fragment] = href.split("#");
        const target = path === "" ? file : posix.join(posix.dirname(file), path);
        const places = ids.get(target);
        return places === undefined || (fragment !== undefined && !places.has(fragment));
      })
      .map((href) => `${file}: ${href}`),
  );
}

function matches(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, found = ""]) => found);
}

describe("the links of the reports and the index", () => {
  const some = ["honest", "mitm", "on-path", "short-code", "honest-defended", "weak-fingerprint-md5"];

  it("each land, in the lab's own pages or at a section of an RFC, whichever runs are there", async () => {
    const pages = await Promise.all(some.map(realPage));
    expect(deadLinks(siteOf(pages))).to.deep.equal([]);
    for (const page of pages) expect(deadLinks(siteOf([page])), page.scenario.id).to.deep.equal([]);
    expect(deadLinks(siteOf([await longPage()]))).to.deep.equal([]);
  });

  it("that lead off the page carry no referrer, and nothing is loaded from there", async () => {
    const html = renderHtml(await realPage("mitm"));
    const leaving = matches(html, /(<a [^>]*href="https:[^>]*>)/g);
    expect(leaving.length).to.be.greaterThan(10);
    for (const link of leaving) expect(link).to.contain('rel="noreferrer"');
    expect(html.replaceAll(/<a [^>]*>/g, "")).not.to.contain("https://www.rfc-editor.org");
  });

  it("lead from a report to the index, its controls, and the scenarios before and after it", async () => {
    const html = renderHtml(await realPage("mitm"));
    for (const id of ["honest", "skipped-comparison"])
      expect(html).to.contain(`href="../index.html#scenario-${id}"`);
    expect(html).to.contain("nobody attacks").and.to.contain("the same attack, without a defence");
    expect(html)
      .to.match(/rel="prev"/)
      .and.to.match(/rel="next"/)
      .and.to.contain('href="../index.html"');
    const first = renderHtml(await realPage("honest"));
    expect(first).not.to.match(/rel="prev"/);
  });

  it("lead from the index to a run beside its control only where that page was made", async () => {
    const pages = [await realPage("honest"), await realPage("mitm")];
    expect(siteOf(pages).get("index.html")).not.to.contain("side by side");
    const site = siteOf(pages, ["honest-mitm.html", "x.html"]);
    expect(site.get("index.html")).to.contain('href="compare/honest-mitm.html"');
    expect(deadLinks(site)).to.deep.equal([]);
  });

  it("lead to a row of the index for every scenario, and one that has not run says how to run it", async () => {
    const index = siteOf([await realPage("honest")]).get("index.html") ?? "";
    for (const { id } of SCENARIOS) expect(index).to.contain(`id="scenario-${id}"`);
    expect(index).to.contain("npm run scenario mitm<").and.not.to.contain('href="mitm/report.html"');
    expect(index).to.contain('href="honest/report.html"');
  });
});
