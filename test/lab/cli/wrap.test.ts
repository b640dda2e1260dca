import { expect } from "chai";
import { wrap } from "../../../lab/cli/wrap.ts";

describe("wrapping to a width", () => {
  it("breaks at blanks only, and indents what goes on", () => {
    expect(wrap("one two three four", 9, "  ")).to.equal("one two\n  three\n  four");
  });

  it("changes nothing that fits, nor anything where the width has no end", () => {
    expect(wrap("  one   two", 11)).to.equal("  one   two");
    expect(wrap("one ".repeat(500), Number.POSITIVE_INFINITY)).to.equal("one ".repeat(500));
  });

  it("keeps a word whole that is longer than the line", () => {
    expect(wrap("see /a/very/long/path now", 8)).to.equal("see\n/a/very/long/path\nnow");
  });

  it("does not count colours", () => {
    const coloured = "\x1b[31mone\x1b[0m two";
    expect(wrap(coloured, 7)).to.equal(coloured);
    expect(wrap(coloured, 6)).to.equal("\x1b[31mone\x1b[0m\ntwo");
  });
});
