import { expect } from "chai";
import * as fc from "fast-check";
import { MIN_PATTERN_BYTES, PatternScan } from "../../src/survey/patternScan.ts";

/** Few different bytes, so that patterns overlap, repeat and nearly match. */
const letters = (minLength: number, maxLength: number) =>
  fc.uint8Array({ minLength, maxLength, max: 1, size: "max" }).map((bytes) => Buffer.from(bytes));

describe("scan for patterns", () => {
  it("finds what a plain search finds, whatever the patterns and the text", () => {
    fc.assert(
      fc.property(
        fc.array(letters(MIN_PATTERN_BYTES, 12), { maxLength: 6 }),
        letters(0, 400),
        (patterns, text) => {
          const expected = patterns.flatMap((pattern, index) => (text.includes(pattern) ? [index] : []));
          expect([...new PatternScan(patterns).find(text)].sort((a, b) => a - b)).to.deep.equal(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("finds a pattern at the very beginning and the very end, and one longer than any shift", () => {
    const long = Buffer.alloc(1000, "long pattern ");
    const scan = new PatternScan([Buffer.from("beginning"), Buffer.from("the end."), long]);
    expect([...scan.find(Buffer.from("beginning to the end."))]).to.deep.equal([0, 1]);
    expect([...scan.find(Buffer.concat([Buffer.from("..."), long]))]).to.deep.equal([2]);
    expect(scan.find(long.subarray(1))).to.deep.equal([]);
  });

  it("refuses a pattern that would turn up by chance", () => {
    expect(() => new PatternScan([Buffer.from("seven..")])).to.throw(RangeError);
  });

  it("finds nothing when it looks for nothing", () => {
    expect(new PatternScan([]).find(Buffer.from("some text"))).to.deep.equal([]);
  });
});
