import { expect } from "chai";
import { grouped, rounded } from "../../src/comparison/numbers.ts";

describe("numbers in prose", () => {
  it("group digits by three", () => {
    expect([1, 999, 1000, 1_234_567].map(grouped)).to.deep.equal(["1", "999", "1,000", "1,234,567"]);
  });

  it("are powers of ten from a million on", () => {
    expect([65_536, 999_999, 1e6, 2 ** 64].map(rounded)).to.deep.equal([
      "65,536",
      "999,999",
      "1.0·10^6",
      "1.8·10^19",
    ]);
  });
});
