import { expect } from "chai";
import { ASSUMED_SEARCHERS, TABLE_BITS } from "../../../src/comparison/grinding.ts";
import { grindingCostMarkdown } from "../../../src/report/markdown/grindingCost.ts";
import { grindingCostOf } from "../../../src/report/model/grindingCost.ts";
import { traceOf } from "../../verdict/cases.ts";

const ground = (tries: number, durationMs: number) =>
  traceOf([
    "server",
    { kind: "certificate-ground", owner: "alice-leg", certificate: "AAAA", tries, durationMs },
  ]);

describe("report on the cost of grinding", () => {
  it("takes the run's own rate from the tries and the time of the search", () => {
    const cost = grindingCostOf(ground(65_536, 128));
    expect(cost?.searchers[0]?.triesPerSecond).to.equal(512_000);
    expect(cost?.searchers.slice(1)).to.deep.equal(ASSUMED_SEARCHERS);
  });

  it("extrapolates from it, for every length of the table", () => {
    const rows = grindingCostOf(ground(65_536, 128))?.rows ?? [];
    expect(rows.map(({ bits }) => bits)).to.deep.equal(TABLE_BITS);
    expect(rows[0]?.cells[0]?.fixedTargetSeconds).to.be.closeTo(0.128, 1e-9);
    expect(rows.at(-1)?.cells[0]?.fixedTargetSeconds).to.be.closeTo(2 ** 128 / 512_000, 1e20);
  });

  it("has a finite rate for a search that was over at once", () => {
    expect(grindingCostOf(ground(1, 0))?.searchers[0]?.triesPerSecond).to.equal(1000);
  });

  it("says nothing where no certificate was ground", () => {
    expect(grindingCostOf([])).to.equal(undefined);
    expect(grindingCostMarkdown([])).to.deep.equal([]);
  });

  it("is written in Markdown with the measurement, the table and every searcher's assumption", () => {
    const markdown = grindingCostMarkdown(ground(65_536, 128)).join("\n\n");
    expect(markdown).to.include("65536 certificates in 128 ms, 512000 a second. (line 1)");
    expect(markdown).to.include("| 16 | 65536 | 227 | 65536 | 130 ms / ");
    expect(markdown.match(/^\| \d+ \|/gm)?.length).to.equal(TABLE_BITS.length);
    for (const { title } of ASSUMED_SEARCHERS) expect(markdown).to.include(`- **${title}**: `);
  });
});
