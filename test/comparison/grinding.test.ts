import { expect } from "chai";
import { fullFingerprint } from "../../src/comparison/fullFingerprint.ts";
import {
  ASSUMED_SEARCHERS,
  bothFreeProbability,
  bothFreeTriesPerLeg,
  describeDuration,
  fixedTargetProbability,
  fixedTargetTries,
  grindingTable,
  interceptorTriesPerLeg,
} from "../../src/comparison/grinding.ts";
import { matrixEmoji } from "../../src/comparison/matrixEmoji.ts";

describe("comparison grinding cost", () => {
  it("doubles a fixed target with each bit, and both free legs with every second bit", () => {
    expect(fixedTargetTries(17) / fixedTargetTries(16)).to.equal(2);
    expect(bothFreeTriesPerLeg(18) / bothFreeTriesPerLeg(16)).to.equal(2);
    expect(fixedTargetTries(16)).to.equal(65536);
    expect(Math.round(bothFreeTriesPerLeg(16))).to.equal(227);
  });

  it("derives the mean number of pairs from the probability of no meeting", () => {
    // The mean of a positive variable is the sum of its tail probabilities.
    const bits = 16;
    let sum = 0;
    for (let tries = 0; tries < 3000; tries += 1) sum += 1 - bothFreeProbability(bits, tries);
    expect(sum / bothFreeTriesPerLeg(bits)).to.be.closeTo(1, 0.01);
  });

  it("gives 63 % after 2^n tries of a fixed target and after 2^(n/2) of each free leg", () => {
    expect(fixedTargetProbability(20, 2 ** 20)).to.be.closeTo(1 - Math.exp(-1), 1e-6);
    expect(bothFreeProbability(20, 2 ** 10)).to.be.closeTo(1 - Math.exp(-1), 1e-6);
    expect(fixedTargetProbability(128, 1)).to.be.closeTo(2 ** -128, 2 ** -150);
  });

  it("costs an interceptor half the bits, whether a method covers each certificate or both together", () => {
    expect(interceptorTriesPerLeg(fullFingerprint)).to.equal(2 ** 256);
    expect(interceptorTriesPerLeg(matrixEmoji)).to.be.within(2 ** 20, 2 ** 21);
  });

  it("tabulates times by searcher, from a measured rate too", () => {
    const measured = { id: "here", title: "this machine", triesPerSecond: 1000, assumption: "measured" };
    const [row] = grindingTable([measured, ...ASSUMED_SEARCHERS], [16]);
    expect(row?.singleGuess).to.equal(1 / 65536);
    expect(row?.cells.map(({ searcher }) => searcher)).to.deep.equal(["here", "gpu", "gpu-farm", "bitcoin"]);
    expect(row?.cells[0]?.fixedTargetSeconds).to.be.closeTo(65.536, 1e-9);
    expect(row?.cells[0]?.bothFreeSeconds).to.be.closeTo(0.4538, 1e-4);
  });

  it("covers 16 to 128 bits and charges more for methods that hash more", () => {
    const rows = grindingTable(ASSUMED_SEARCHERS);
    expect(rows[0]?.bits).to.equal(16);
    expect(rows.at(-1)?.bits).to.equal(128);
    const [plain] = grindingTable(ASSUMED_SEARCHERS, [32]);
    const [stretched] = grindingTable(ASSUMED_SEARCHERS, [32], 5200);
    expect(
      (stretched?.cells[0]?.bothFreeSeconds ?? 0) / (plain?.cells[0]?.bothFreeSeconds ?? 1),
    ).to.be.closeTo(5200, 1e-6);
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
      "2.1e+9 years",
    ]);
  });
});
