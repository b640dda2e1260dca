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

describe("report on the cost of grinding", () => {
  it("takes the run's own rate from the tries and the time of the search", () => {
    const cost = searchCostOf(ground(65_536, 128));
    expect(cost?.searchers[0]?.triesPerSecond).to.equal(512_000);
    expect(cost?.searchers.slice(1)).to.deep.equal(ASSUMED_SEARCHERS);
  });

  it("extrapolates from it, for every length of the table", () => {
    const rows = searchCostOf(ground(65_536, 128))?.rows ?? [];
    expect(rows.map(({ bits }) => bits)).to.deep.equal(TABLE_BITS);
    expect(rows[0]?.cells[0]?.fixedTargetSeconds).to.be.closeTo(0.128, 1e-9);
    expect(rows.at(-1)?.cells[0]?.fixedTargetSeconds).to.be.closeTo(2 ** 128 / 512_000, 1e20);
  });

  it("has a finite rate for a search that was over at once", () => {
    expect(searchCostOf(ground(1, 0))?.searchers[0]?.triesPerSecond).to.equal(1000);
  });

  it("says how lucky the search was: one run is one draw", () => {
    expect(searchCostOf(ground(390_489, 1002))?.luck).to.equal(
      "The mean for 16 bits is 65536 tries: this search took 6 times the mean, and 0.26 % of such searches take longer.",
    );
    expect(searchCostOf(ground(6554, 10))?.luck).to.contain("0.1 times the mean, and 90 %");
    expect(searchCostOf({ ...ground(1, 1), comparisons: [] })?.luck).to.equal(undefined);
  });

  it("says nothing where no certificate was ground", () => {
    expect(searchCostOf(NOTHING)).to.equal(undefined);
    expect(searchCostMarkdown(NOTHING)).to.deep.equal([]);
  });

  it("is written in Markdown with the measurement, the table and every searcher's assumption", () => {
    const markdown = searchCostMarkdown(ground(65_536, 128)).join("\n\n");
    expect(markdown).to.include("65536 certificates in 128 ms, 512000 a second.");
    expect(markdown).to.include("| 16 | 65536 | 227 | 65536 | 130 ms / ");
    expect(markdown.match(/^\| \d+ \|/gm)?.length).to.equal(TABLE_BITS.length);
    for (const { title } of ASSUMED_SEARCHERS) expect(markdown).to.include(`- **${title}**: `);
  });
});
