import { expect } from "chai";
import fc from "fast-check";
import { PatternSearch, SHORTEST_PATTERN } from "../../../lab/instruments/patternSearch.ts";

const pattern = fc.uint8Array({ minLength: SHORTEST_PATTERN, maxLength: 80 });

describe("the search for many patterns in one pass", () => {
  it("counts each pattern wherever it begins, as often as it stands there", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(pattern, {
          minLength: 1,
          maxLength: 5,
          selector: (bytes) => Buffer.from(bytes).toString("hex"),
        }),
        fc.array(fc.tuple(fc.nat(40), fc.nat(9)), { maxLength: 20 }),
        (patterns, plan) => {
          const memory = Buffer.concat(
            plan.flatMap(([gap, which]) =>
              [Buffer.alloc(gap, 0x55), patterns[which % patterns.length] ?? []].map((part) =>
                Buffer.from(part),
              ),
            ),
          );
          expect(countsIn(patterns, memory)).to.deep.equal(
            patterns.map((bytes) => naiveCount(memory, bytes)),
          );
        },
      ),
    );
  });

  it("counts a pattern that crosses the border of two windows exactly once", () => {
    fc.assert(
      fc.property(
        pattern,
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 1, max: 60 }),
        (bytes, at, words) => {
          const memory = Buffer.concat([Buffer.alloc(at), bytes, Buffer.alloc(50)]);
          const search = new PatternSearch([bytes]);
          const size = words * 4;
          for (let start = 0; start < memory.length; start += size) {
            const window = Buffer.from(memory.subarray(start, start + size + search.longest));
            search.count(aligned(window), Math.min(size, window.length));
          }
          expect(search.counts).to.deep.equal([naiveCount(memory, bytes)]);
        },
      ),
    );
  });

  it("does not count a pattern that begins after the starts, or is cut off by the end of the window", () => {
    const bytes = Buffer.from("0123456789abcdefghijklmnopqrstuv");
    const search = new PatternSearch([bytes]);
    search.count(aligned(Buffer.concat([Buffer.alloc(40), bytes])), 40);
    search.count(aligned(bytes.subarray(0, 31)), 31);
    expect(search.counts).to.deep.equal([0]);
    search.count(aligned(Buffer.concat([Buffer.alloc(40), bytes])), 41);
    expect(search.counts).to.deep.equal([1]);
  });

  it("refuses a pattern that could hide between two looks", () => {
    expect(() => new PatternSearch([new Uint8Array(SHORTEST_PATTERN - 1)])).to.throw(RangeError);
  });
});

function countsIn(patterns: readonly Uint8Array[], memory: Uint8Array): readonly number[] {
  const search = new PatternSearch(patterns);
  search.count(aligned(memory), memory.length);
  return search.counts;
}

/** A small Buffer may begin anywhere in a shared pool. */
function aligned(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes);
}

function naiveCount(memory: Buffer, bytes: Uint8Array): number {
  let count = 0;
  for (let at = memory.indexOf(bytes); at !== -1; at = memory.indexOf(bytes, at + 1)) count += 1;
  return count;
}
