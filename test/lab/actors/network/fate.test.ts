import { expect } from "chai";
import { type Fate, Fates } from "../../../../lab/actors/network/fate.ts";
import { type PathConditions, pathFault } from "../../../../src/pathConditions.ts";

const fatesOf = (conditions: PathConditions, direction = "alice bob", count = 5000): Fate[] => {
  const fates = new Fates(conditions, direction);
  return Array.from({ length: count }, () => fates.next());
};

describe("the fate of a datagram on the path", () => {
  it("is to be delivered once and at once, where the path is a good one", () => {
    expect(fatesOf({})).to.deep.equal(Array.from({ length: 5000 }, () => [0]));
  });

  it("follows from the seed, and differs with the seed and with the direction", () => {
    const path = { lossPercent: 50, seed: 7 };
    expect(fatesOf(path)).to.deep.equal(fatesOf(path));
    expect(fatesOf({ ...path, seed: 8 })).to.not.deep.equal(fatesOf(path));
    expect(fatesOf(path, "bob alice")).to.not.deep.equal(fatesOf(path));
  });

  it("is loss, a second copy and lateness as often as the path says", () => {
    const fates = fatesOf({
      lossPercent: 10,
      delayMs: 50,
      duplicatePercent: 20,
      reorderPercent: 30,
      seed: 1,
    });
    const percent = (matches: (fate: Fate) => boolean, among: readonly Fate[]) =>
      (among.filter(matches).length / among.length) * 100;
    const delivered = fates.filter(({ length }) => length > 0);
    expect(percent(({ length }) => length === 0, fates)).to.be.closeTo(10, 2);
    expect(percent(({ length }) => length === 2, delivered)).to.be.closeTo(20, 2);
    expect(percent(([after]) => after === 70, delivered)).to.be.closeTo(30, 2.5);
    expect(new Set(delivered.flat())).to.deep.equal(new Set([50, 70]));
  });

  it("is refused where no path could have it", () => {
    expect(pathFault({ lossPercent: 100, delayMs: 5000, duplicatePercent: 0, reorderPercent: 5 })).to.equal(
      undefined,
    );
    expect(pathFault({ lossPercent: 101 })).to.contain("not 101");
    expect(pathFault({ duplicatePercent: -1 })).to.contain("not -1");
    expect(pathFault({ delayMs: Number.NaN })).to.contain("NaN");
    expect(pathFault({ seed: 0.5 })).to.contain("0.5");
  });
});
