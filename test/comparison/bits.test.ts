import { createHash } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { ComparisonError } from "../../src/comparison/comparisonError.ts";
import { decimalGroups } from "../../src/comparison/decimalGroups.ts";
import { digestOfBoth, digestOfBothWith, pairDigest } from "../../src/comparison/digests.ts";
import { fullFingerprint } from "../../src/comparison/fullFingerprint.ts";
import { decimalsOf, matrixDecimal } from "../../src/comparison/matrixDecimal.ts";
import { emojiOf, matrixEmoji } from "../../src/comparison/matrixEmoji.ts";
import { pgpWords } from "../../src/comparison/pgpWords.ts";
import { safetyNumber } from "../../src/comparison/safetyNumber.ts";
import { committedCode, shortCode, shortCodeOf, uncommittedCode } from "../../src/comparison/shortCode.ts";
import { digest, fingerprint, flipBit, leadingBits, pair } from "./arbitraries.ts";

const SAMPLE = {
  mine: fingerprint(new Uint8Array(32).fill(0xab)),
  theirs: fingerprint(new Uint8Array(32).fill(0x0c)),
};

describe("comparison bits", () => {
  it("has as many bits as each method declares, in symbols times their alphabet", () => {
    const symbols = (text: string, pattern: RegExp): number => (text.match(pattern) ?? []).length;
    expect(symbols(fullFingerprint.readAloud(SAMPLE), /[0-9A-F]{2}(?=:|$)/g) * 8).to.equal(
      fullFingerprint.bits,
    );
    expect(symbols(safetyNumber.readAloud(SAMPLE), /\d/g) * Math.log2(10)).to.equal(safetyNumber.bits);
    expect(symbols(decimalGroups.readAloud(SAMPLE), /\d/g) * Math.log2(10)).to.equal(decimalGroups.bits);
    expect(symbols(pgpWords.readAloud(SAMPLE), /[A-Za-z]+/g) * 8).to.equal(pgpWords.bits);
    expect(matrixEmoji.readAloud(SAMPLE).split(", ").length * 6).to.equal(matrixEmoji.bits);
    expect(symbols(matrixDecimal.readAloud(SAMPLE), /\d{4}/g) * Math.log2(9191 - 1000 + 1)).to.equal(
      matrixDecimal.bits,
    );
    for (const bits of [8, 16, 64]) {
      expect(symbols(shortCode(bits).readAloud(SAMPLE), /[A-Za-z]+/g) * 8).to.equal(shortCode(bits).bits);
    }
  });

  it("shows each declared bit of the digest and no other", () => {
    const cases: readonly [number, (bytes: Uint8Array) => string][] = [
      [matrixEmoji.bits, (bytes) => emojiOf(bytes).join()],
      [matrixDecimal.bits, (bytes) => decimalsOf(bytes).join()],
      [16, (bytes) => shortCodeOf(bytes, 16)],
      [24, (bytes) => String(leadingBits(bytes, 24))],
    ];
    fc.assert(
      fc.property(digest, fc.nat(255), (bytes, bit) => {
        for (const [bits, show] of cases) {
          expect(show(flipBit(bytes, bit)) !== show(bytes), `${bits} bits, bit ${bit}`).to.equal(bit < bits);
        }
      }),
    );
  });

  it("reaches every one of the 256 codes of eight bits", () => {
    const codes = new Set(Array.from({ length: 256 }, (_, byte) => shortCodeOf(Uint8Array.of(byte), 8)));
    expect(codes.size).to.equal(256);
  });

  it("makes the pair's digest as SHA-256 over the smaller and then the greater digest", () => {
    fc.assert(
      fc.property(digest, digest, (one, other) => {
        const [first, second] = [one, other].toSorted(Buffer.compare);
        const expected = createHash("sha256")
          .update(first ?? one)
          .update(second ?? other)
          .digest("hex");
        expect(
          Buffer.from(pairDigest({ mine: fingerprint(one), theirs: fingerprint(other) })).toString("hex"),
        ).to.equal(expected);
        expect(Buffer.from(digestOfBoth(one, other)).toString("hex")).to.equal(expected);
      }),
      { numRuns: 20 },
    );
  });

  it("makes the same digest of many against one, in hexadecimal and in any order", () => {
    fc.assert(
      fc.property(digest, fc.array(digest, { minLength: 1, maxLength: 5 }), (fixed, others) => {
        const bothWith = digestOfBothWith(fixed);
        for (const other of [...others, fixed]) {
          const expected = Buffer.from(digestOfBoth(fixed, other)).toString("hex");
          expect(bothWith(Buffer.from(other).toString("hex"))).to.equal(expected);
        }
      }),
    );
  });

  it("starts the PGP words with the short code", () => {
    fc.assert(
      fc.property(pair, (both) => pgpWords.readAloud(both).startsWith(`${shortCode(16).readAloud(both)} `)),
      { numRuns: 10 },
    );
  });

  it("reads one's own fingerprint aloud in full, and expects that of the delivered certificate", () => {
    expect(fullFingerprint.readAloud(SAMPLE)).to.equal(`sha-256 ${Array(32).fill("AB").join(":")}`);
    expect(fullFingerprint.expects(SAMPLE)).to.equal(`sha-256 ${Array(32).fill("0C").join(":")}`);
  });

  it("refuses lengths of code that it cannot show", () => {
    for (const bits of [0, 7, 12, 264, 16.5, Number.NaN]) {
      for (const make of [shortCode, committedCode, uncommittedCode]) {
        expect(() => make(bits))
          .to.throw(ComparisonError)
          .with.property("code", "unsupported-bits");
      }
    }
  });
});
