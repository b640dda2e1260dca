import { expect } from "chai";
import fc from "fast-check";
import { ComparisonError } from "../../src/comparison/comparisonError.ts";
import { sha256Digest } from "../../src/comparison/digests.ts";
import { COMPARISON_METHODS, isComparisonMethodId } from "../../src/comparison/index.ts";
import type { ComparisonMethod, DirectMethod, FingerprintPair } from "../../src/comparison/method.ts";
import { certificateFingerprint } from "../../src/sdp/fingerprint.ts";
import { digest, fingerprint, flipBit, pair } from "./arbitraries.ts";

const METHODS: readonly ComparisonMethod[] = Object.values(COMPARISON_METHODS);
const DIRECT = METHODS.filter(
  (method): method is DirectMethod => method.binds === "certificates" && method.exchange === undefined,
);
/** The methods long enough that a changed bit must show. */
const FULL = DIRECT.filter(({ bits }) => bits > 90);

describe("comparison methods", () => {
  for (const method of DIRECT) {
    it(`${method.id}: each side reads aloud what the other expects`, () => {
      fc.assert(
        fc.property(pair, ({ mine, theirs }) => {
          const [here, there] = [
            { mine, theirs },
            { mine: theirs, theirs: mine },
          ];
          return (
            method.readAloud(here) === method.expects(there) &&
            method.expects(here) === method.readAloud(there)
          );
        }),
        { numRuns: 3 },
      );
    });

    it(`${method.id}: a third certificate in the middle makes each side expect something else`, () => {
      const [alice, bob, aliceLeg, bobLeg] = [1, 2, 3, 4].map((seed) =>
        certificateFingerprint(Uint8Array.of(seed), "sha-256"),
      );
      if (!alice || !bob || !aliceLeg || !bobLeg) throw new Error("four fingerprints");
      const [atAlice, atBob] = [
        { mine: alice, theirs: aliceLeg },
        { mine: bob, theirs: bobLeg },
      ];
      expect(method.readAloud(atAlice)).to.not.equal(method.expects(atBob));
      expect(method.readAloud(atBob)).to.not.equal(method.expects(atAlice));
    });

    it(`${method.id}: refuses a fingerprint other than SHA-256`, () => {
      const weak = certificateFingerprint(Uint8Array.of(1), "sha-1");
      const both = { mine: weak, theirs: weak };
      for (const read of [() => method.readAloud(both), () => method.expects(both)]) {
        expect(read).to.throw(ComparisonError).with.property("code", "not-sha-256");
      }
    });
  }

  for (const method of METHODS) {
    it(`${method.id}: says what it does, what it does not, what a comparison showed, and where it comes from`, () => {
      const { match, mismatch } = method.sentences;
      for (const text of [method.explain(), method.limits(), match, mismatch])
        expect(text).to.match(/^[A-Z\d].*\.$/);
      expect(mismatch).to.include(" not ");
      expect(match).not.to.include(" not ");
      expect(method.references).to.not.deep.equal([]);
      expect(isComparisonMethodId(method.id)).to.equal(true);
    });

    it(`${method.id}: speaks of the delivered certificate only if that is what a match shows`, () => {
      const isFingerprint = method.alarm === "FINGERPRINT_MISMATCH";
      expect(isFingerprint).to.equal(["full-fingerprint", "fingerprint-start-16"].includes(method.id));
      const said = Object.values(method.sentences).map((text) =>
        text.includes("that this connection delivered"),
      );
      expect(said).to.deep.equal([isFingerprint, isFingerprint]);
    });

    it(`${method.id}: names the nonces if and only if its text depends on them`, () => {
      for (const text of Object.values(method.sentences))
        expect(text.includes("nonces")).to.equal(method.exchange !== undefined);
    });
  }

  it("registers each method under its own id, and nothing else", () => {
    for (const [id, method] of Object.entries(COMPARISON_METHODS)) expect(method.id).to.equal(id);
    expect(isComparisonMethodId("constructor")).to.equal(false);
  });

  for (const method of FULL) {
    it(`${method.id}: any changed bit of either fingerprint shows to one side or the other`, () => {
      fc.assert(
        fc.property(digest, digest, fc.nat(255), (mine, theirs, bit) => {
          const shown = (pair: FingerprintPair) => `${method.readAloud(pair)} / ${method.expects(pair)}`;
          const before = { mine: fingerprint(mine), theirs: fingerprint(theirs) };
          expect(shown({ ...before, mine: fingerprint(flipBit(mine, bit)) })).to.not.equal(shown(before));
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
