import { expect } from "chai";
import {
  ASSUMED_SEARCHERS,
  bothFreeTriesPerLeg,
  describeDuration,
  fixedTargetTries,
  grindingTable,
} from "../../src/comparison/grinding.ts";

describe("comparison grinding cost", () => {
  it("doubles a fixed target with each bit, and both free legs with every second bit", () => {
    expect(fixedTargetTries(17) / fixedTargetTries(16)).to.equal(2);
    expect(bothFreeTriesPerLeg(18) / bothFreeTriesPerLeg(16)).to.equal(2);
    expect(fixedTargetTries(16)).to.equal(65536);
    expect(Math.round(bothFreeTriesPerLeg(16))).to.equal(227);
  });

  it("derives the mean number of pairs from the probability of no meeting", () => {
    // The mean of a positive variable is the sum of its tail probabilities; two lists of k miss each other with exp(-k²/2^n).
    const bits = 16;
    let sum = 0;
    for (let tries = 0; tries < 3000; tries += 1) sum += Math.exp(-(tries ** 2) / 2 ** bits);
    expect(sum / bothFreeTriesPerLeg(bits)).to.be.closeTo(1, 0.01);
  });

  it("assumes rates that count three SHA-256 blocks a try", () => {
    const rate = (id: string) => ASSUMED_SEARCHERS.find((searcher) => searcher.id === id)?.triesPerSecond;
    // 2·10^10 blocks a second of one card; 10^21 times two blocks of all miners.
    expect(rate("gpu")).to.be.closeTo(2e10 / 3, 1e9);
    expect(rate("gpu-farm")).to.equal(1000 * (rate("gpu") ?? 0));
    expect(rate("bitcoin")).to.be.closeTo((2 * 1e21) / 3, 1e20);
  });

  it("tabulates times by searcher, from a measured rate too", () => {
    const measured = { id: "here", title: "this machine", triesPerSecond: 1000, assumption: "measured" };
    const [row] = grindingTable([measured, ...ASSUMED_SEARCHERS], [16]);
    expect(row?.singleGuess).to.equal(1 / 65536);
    expect(row?.cells.map(({ searcher }) => searcher)).to.deep.equal(["here", "gpu", "gpu-farm", "bitcoin"]);
    expect(row?.cells[0]?.fixedTargetSeconds).to.be.closeTo(65.536, 1e-9);
    expect(row?.cells[0]?.bothFreeSeconds).to.be.closeTo(0.4538, 1e-4);
  });

  it("covers 16 to 128 bits", () => {
    const rows = grindingTable(ASSUMED_SEARCHERS);
    expect([rows[0]?.bits, rows.at(-1)?.bits]).to.deep.equal([16, 128]);
  });

  it("writes times in the unit that fits", () => {
    expect(
      [1e-9, 0.25, 1, 90, 7200, 86_400 * 3, 31_557_600 * 20, 31_557_600 * 2.14e9].map(describeDuration),
    ).to.deep.equal([
      "under 1 ms",
      "250 ms",
      "1 seconds",
      "1.5 minutes",
      "2 hours",
      "3 days",
      "20 years",
      "2.1·10^9 years",
    ]);
  });
});
