import { expect } from "chai";
import fc from "fast-check";
import { printable } from "../../../src/report/model/printable.ts";

describe("printable", () => {
  it("leaves letters, digits, marks and emoji of any script as they are", () => {
    expect(printable("Grüße, שלום, 日本, 👍 é", 100)).to.equal("Grüße, שלום, 日本, 👍 é");
  });

  it("shows control and format characters, which could steer a terminal or turn the reading order", () => {
    expect(printable("a\u001b[31m\u202eb", 100)).to.equal("a\\u{1b}[31m\\u{202e}b");
  });

  it("shows marks that pile up on one letter, which could paint over other lines", () => {
    expect(printable(`e${"\u0301".repeat(5)}x\u0301`, 100)).to.equal(
      "e\u0301\u0301\u0301\\u{301}\\u{301}x\u0301",
    );
  });

  it("cuts what is longer than the limit, and says so with an ellipsis", () => {
    expect(printable("abcdef", 3)).to.equal("abc…");
    expect(printable("abc", 3)).to.equal("abc");
  });

  it("never gives out a control, format or unpaired character, whatever comes in", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (anything) => {
        expect(printable(anything, 50)).not.to.match(/[\p{C}\p{Zl}\p{Zp}]/u);
      }),
    );
  });
});
