import { expect } from "chai";
import fc from "fast-check";
import { ComparisonError } from "../../src/comparison/comparisonError.ts";
import { sha256Digest } from "../../src/comparison/digests.ts";
import { COMPARISON_METHODS, isComparisonMethodId } from "../../src/comparison/index.ts";
import { certificateFingerprint } from "../../src/sdp/fingerprint.ts";
import { digest, fingerprint, flipBit, pair } from "./arbitraries.ts";

const METHODS = Object.values(COMPARISON_METHODS);
/** The methods long enough that a changed bit must show. */
const FULL = METHODS.filter(({ bits }) => bits > 90);

describe("comparison methods", () => {
  for (const method of METHODS) {
    it(`${method.id}: both sides arrive at the same string`, () => {
      fc.assert(
        fc.property(
          pair,
          ({ mine, theirs }) => method.of({ mine, theirs }) === method.of({ mine: theirs, theirs: mine }),
        ),
        { numRuns: 3 },
      );
    });

    it(`${method.id}: a third certificate in the middle gives the two peers different strings`, () => {
      const [alice, bob, aliceLeg, bobLeg] = [1, 2, 3, 4].map((seed) =>
        certificateFingerprint(Uint8Array.of(seed), "sha-256"),
      );
      if (!alice || !bob || !aliceLeg || !bobLeg) throw new Error("four fingerprints");
      expect(method.of({ mine: alice, theirs: aliceLeg })).to.not.equal(
        method.of({ mine: bob, theirs: bobLeg }),
      );
      expect(method.of({ mine: alice, theirs: bob })).to.not.equal(
        method.of({ mine: alice, theirs: aliceLeg }),
      );
    });

    it(`${method.id}: says what it does, what it does not, and where it comes from`, () => {
      expect(method.explain()).to.match(/\.$/);
      expect(method.limits()).to.match(/\.$/);
      expect(method.references).to.not.deep.equal([]);
      expect(isComparisonMethodId(method.id)).to.equal(true);
    });

    it(`${method.id}: refuses a fingerprint other than SHA-256`, () => {
      const weak = certificateFingerprint(Uint8Array.of(1), "sha-1");
      const other = certificateFingerprint(Uint8Array.of(2), "sha-256");
      expect(() => method.of({ mine: weak, theirs: other }))
        .to.throw(ComparisonError)
        .with.property("code", "NOT_SHA_256");
    });
  }

  it("registers each method under its own id, and nothing else", () => {
    for (const [id, method] of Object.entries(COMPARISON_METHODS)) expect(method.id).to.equal(id);
    expect(isComparisonMethodId("constructor")).to.equal(false);
  });

  for (const method of FULL) {
    it(`${method.id}: any changed bit of either fingerprint changes the string`, () => {
      fc.assert(
        fc.property(digest, digest, fc.nat(255), (mine, theirs, bit) => {
          const before = method.of({ mine: fingerprint(mine), theirs: fingerprint(theirs) });
          const after = method.of({ mine: fingerprint(flipBit(mine, bit)), theirs: fingerprint(theirs) });
          expect(after).to.not.equal(before);
        }),
        { numRuns: 3 },
      );
    });
  }

  it("takes a fingerprint in any case of letters, and refuses a malformed one", () => {
    const good = certificateFingerprint(Uint8Array.of(1), "sha-256");
    const lower = { algorithm: "SHA-256", value: good.value.toLowerCase() };
    expect(sha256Digest(lower)).to.deep.equal(sha256Digest(good));
    expect(() => sha256Digest({ algorithm: "sha-256", value: good.value.slice(3) })).to.throw(/32 bytes/);
  });
});
