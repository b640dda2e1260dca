import { expect } from "chai";
import fc from "fast-check";
import { confidenceInterval } from "../../src/trafficAnalysis/binomial.ts";

/** P(X = k), straight from the definition; exact enough for small n. */
function probability(k: number, n: number, p: number): number {
  let choose = 1;
  for (let i = 1; i <= k; i += 1) choose = (choose * (n - k + i)) / i;
  return choose * p ** k * (1 - p) ** (n - k);
}

describe("the Clopper–Pearson interval", () => {
  it("has the published limits", () => {
    const published = [
      // NIST/SEMATECH e-Handbook of Statistical Methods, §7.2.4.2: 4 defective units among 20, at 90 %.
      { successes: 4, trials: 20, confidence: 0.9, low: 0.071354, high: 0.401029 },
      // The manual of R, binom.test, after Conover (1971): 682 giant plants among 925, at 95 %.
      { successes: 682, trials: 925, confidence: 0.95, low: 0.7076683, high: 0.7654066 },
      // Without successes, or without failures, the limit is an exact root.
      { successes: 0, trials: 30, confidence: 0.95, low: 0, high: 1 - 0.025 ** (1 / 30) },
      { successes: 30, trials: 30, confidence: 0.95, low: 0.025 ** (1 / 30), high: 1 },
    ];
    for (const { successes, trials, confidence, low, high } of published) {
      const interval = confidenceInterval(successes, trials, confidence);
      expect(interval.low).to.be.closeTo(low, 1e-6);
      expect(interval.high).to.be.closeTo(high, 1e-6);
    }
  });

  it("covers the true probability at least as often as it promises, for every n up to 12", () => {
    for (const confidence of [0.5, 0.95, 0.9999]) {
      for (let n = 1; n <= 12; n += 1) {
        const intervals = Array.from({ length: n + 1 }, (_, k) => confidenceInterval(k, n, confidence));
        for (let p = 0.01; p < 1; p += 0.02) {
          let coverage = 0;
          for (const [k, { low, high }] of intervals.entries()) {
            if (low <= p && p <= high) coverage += probability(k, n, p);
          }
          expect(coverage, `n ${n}, p ${p}`).to.be.at.least(confidence - 1e-9);
        }
      }
    }
  });

  it("puts half of the remaining probability beyond each limit", () => {
    for (const { n, k } of [
      { n: 7, k: 3 },
      { n: 12, k: 11 },
      { n: 9, k: 1 },
    ]) {
      const { low, high } = confidenceInterval(k, n, 0.99);
      const sum = (from: number, to: number, p: number): number => {
        let total = 0;
        for (let i = from; i <= to; i += 1) total += probability(i, n, p);
        return total;
      };
      expect(sum(k, n, low)).to.be.closeTo(0.005, 1e-9);
      expect(sum(0, k, high)).to.be.closeTo(0.005, 1e-9);
    }
  });

  it("contains the observed share, and its mirror image is the interval of the failures", () => {
    const counts = fc
      .integer({ min: 1, max: 300 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, ([k, n]) => {
        const { low, high } = confidenceInterval(k, n, 0.9999);
        const mirror = confidenceInterval(n - k, n, 0.9999);
        const isMirrored = Math.abs(1 - mirror.high - low) < 1e-9 && Math.abs(1 - mirror.low - high) < 1e-9;
        return low <= k / n && k / n <= high && isMirrored;
      }),
      { numRuns: 30 },
    );
  });

  it("of 400 fair coins at 99.99 % misses one half from 160 and from 240 right guesses on, and not nearer", () => {
    const contains = (k: number): boolean => {
      const { low, high } = confidenceInterval(k, 400, 0.9999);
      return low <= 0.5 && 0.5 <= high;
    };
    // P(X ≥ 239) = 0.0000564 and P(X ≥ 240) = 0.0000371, by exact integers.
    expect([160, 161, 239, 240].map(contains)).to.deep.equal([false, true, true, false]);
  });

  it("refuses counts and confidences that make no sense", () => {
    for (const [k, n, confidence] of [
      [-1, 4, 0.9],
      [5, 4, 0.9],
      [0, 0, 0.9],
      [1.5, 4, 0.9],
      [1, 4, 0],
      [1, 4, 1],
      [1, 4, Number.NaN],
    ] as const) {
      expect(() => confidenceInterval(k, n, confidence)).to.throw(RangeError);
    }
  });
});
