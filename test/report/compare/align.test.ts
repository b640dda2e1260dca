import { expect } from "chai";
import fc from "fast-check";
import { align } from "../../../src/report/compare/model/align.ts";

/** Words are equal if they read the same, and alike if they begin with the same letter. */
const words = { exact: (word: string) => word, alike: (word: string) => word.slice(0, 1) };

describe("aligning two lists", () => {
  const rows = (left: readonly string[], right: readonly string[]) =>
    align(left, right, words).map((row) => `${row.left ?? "-"} ${row.right ?? "-"}`);

  it("puts equal items beside each other, and alike ones where nothing equal is there", () => {
    expect(rows(["a1", "b1", "c1"], ["a1", "b2", "d1"])).to.deep.equal(["a1 a1", "b1 b2", "c1 -", "- d1"]);
  });

  it("prefers one equal pair to two that are only alike", () => {
    expect(
      rows(["a1", "a2"], ["a2", "a1"]).filter((row) => row === "a2 a2" || row === "a1 a1"),
    ).to.have.length(1);
  });

  it("leaves an item without a counterpart alone, on either side", () => {
    expect(rows([], ["x"])).to.deep.equal(["- x"]);
    expect(rows(["x"], [])).to.deep.equal(["x -"]);
  });

  it("keeps every item of both lists, in their order", () => {
    const list = fc.array(fc.constantFrom("a1", "a2", "b1", "b2", "c"), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, (left, right) => {
        const aligned = align(left, right, words);
        expect(aligned.flatMap((row) => row.left ?? [])).to.deep.equal(left);
        expect(aligned.flatMap((row) => row.right ?? [])).to.deep.equal(right);
      }),
    );
  });
});
