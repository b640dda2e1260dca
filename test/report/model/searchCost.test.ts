import { expect } from "chai";
import { ASSUMED_SEARCHERS, TABLE_BITS } from "../../../src/comparison/grinding.ts";
import { searchCostMarkdown } from "../../../src/report/markdown/searchCost.ts";
import { type Searched, searchCostOf } from "../../../src/report/model/searchCost.ts";

const ground = (tries: number, durationMs: number): Searched => ({
  facts: {
    "certificate-ground": [
      {
        seq: 1,
        at: 0,
        actor: "server",
        kind: "certificate-ground",
        owner: "alice-leg",
        certificate: "AAAA",
        tries,
        durationMs,
      },
    ],
  },
  comparisons: [{ method: "short-code-16" }],
});
const NOTHING: Searched = { facts: { "certificate-ground": [] }, comparisons: [] };

const wordsOf = (searched: Searched) => searchCostOf(searched)?.searches[0]?.words;

describe("report on the cost of grinding", () => {
  it("takes the run's own rate from the tries and the time of the search", () => {
    const cost = searchCostOf(ground(65_536, 128));
    expect(cost?.searchers[0]?.triesPerSecond).to.equal(512_000);
    expect(cost?.searchers.slice(1)).to.deep.equal(ASSUMED_SEARCHERS);
  });

  it("extrapolates from it, for every length of the table", () => {
    const rows = searchCostOf(ground(65_536, 128))?.table.rows ?? [];
    expect(rows.map(([bits]) => Number(bits))).to.deep.equal(TABLE_BITS);
    expect(rows[0]?.[4]).to.equal("130 ms / under 1 ms");
    expect(rows[3]?.slice(1, 5)).to.deep.equal(["4.3·10^9", "58,080", "4.3·10^9", "2.3 hours / 230 ms"]);
  });

  it("counts both legs, each with a target of its own, where people read how fingerprints begin", () => {
    const searches = ground(65_536, 128);
    const cost = searchCostOf({ ...searches, comparisons: [{ method: "fingerprint-start-16" }] });
    expect(cost?.table.head.slice(0, 2)).to.deep.equal(["Bits of each fingerprint", "Tries for each leg"]);
    expect(cost?.table.rows[0]?.slice(0, 3)).to.deep.equal(["16", "65,536", "260 ms"]);
    expect(cost?.title).to.not.equal(searchCostOf(searches)?.title);
  });

  it("has a finite rate for a search that was over at once", () => {
    expect(searchCostOf(ground(1, 0))?.searchers[0]?.triesPerSecond).to.equal(1000);
  });

  it("says how lucky the search was: one run is one draw", () => {
    expect(wordsOf(ground(390_489, 1002))).to.contain(
      "The mean for 16 bits is 65,536 tries: this search took 6 times the mean, and 0.26 % of such searches take longer.",
    );
    expect(wordsOf(ground(6554, 10))).to.contain("0.1 times the mean, and 90 %");
    expect(wordsOf({ ...ground(1, 1), comparisons: [] })).to.not.contain("mean");
  });

  it("says nothing where no certificate was ground", () => {
    expect(searchCostOf(NOTHING)).to.equal(undefined);
    expect(searchCostMarkdown(NOTHING)).to.deep.equal([]);
  });

  it("is written in Markdown with the measurement, the table and every searcher's assumption", () => {
    const markdown = searchCostMarkdown(ground(65_536, 128)).join("\n\n");
    expect(markdown).to.include("65,536 certificates in 128 ms, 512,000 a second.");
    expect(markdown).to.include("| 16 | 65,536 | 227 | 65,536 | 130 ms / ");
    expect(markdown.match(/^\| \d+ \|/gm)?.length).to.equal(TABLE_BITS.length);
    for (const { title } of ASSUMED_SEARCHERS) expect(markdown).to.include(`- **${title}**: `);
  });
});
