import { expect } from "chai";
import fc from "fast-check";
import { wrap } from "../../../../src/report/html/picture/wrap.ts";

describe("wrap", () => {
  it("breaks between words where it can, and inside a word that is too long", () => {
    expect(wrap("one two three", 7)).to.deep.equal(["one two", "three"]);
    expect(wrap("abcdefghij", 4)).to.deep.equal(["abcd", "efgh", "ij"]);
  });

  it("counts wide characters twice", () => {
    expect(wrap("日本語", 4)).to.deep.equal(["日本", "語"]);
  });

  it("keeps every line within its columns, and loses no character but spaces", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 2, max: 40 }), (text, columns) => {
        const lines = wrap(text, columns);
        expect(lines.join("").replaceAll(" ", "")).to.equal(text.replaceAll(" ", ""));
        for (const line of lines) expect(line.length).to.be.at.most(columns);
      }),
    );
  });
});
