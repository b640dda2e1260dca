import { expect } from "chai";
import fc from "fast-check";
import { checkReveal, commit, labelledDigest } from "../../src/comparison/commitment.ts";
import { ComparisonError } from "../../src/comparison/comparisonError.ts";
import { digest, flipBit } from "./arbitraries.ts";

describe("comparison commitment", () => {
  it("is opened by the value and nonce that it was made from, and by no other", () => {
    fc.assert(
      fc.property(digest, digest, fc.nat(255), (value, nonce, bit) => {
        const commitment = commit(value, nonce);
        expect(checkReveal(commitment, value, nonce)).to.equal(true);
        expect(checkReveal(commitment, flipBit(value, bit), nonce)).to.equal(false);
        expect(checkReveal(commitment, value, flipBit(nonce, bit))).to.equal(false);
        expect(checkReveal(flipBit(commitment, bit), value, nonce)).to.equal(false);
      }),
    );
  });

  it("does not open when bytes move from the value to the nonce", () => {
    const bytes = new Uint8Array(64).map((_, index) => index);
    const commitment = commit(bytes.subarray(0, 32), bytes.subarray(32));
    expect(checkReveal(commitment, bytes.subarray(0, 31), bytes.subarray(31))).to.equal(false);
  });

  it("shows nothing of the value to someone who knows the value but not the nonce", () => {
    const value = new Uint8Array(32);
    const [one, two] = [1, 2].map((fill) => commit(value, new Uint8Array(16).fill(fill)));
    expect(one).to.not.deep.equal(two);
  });

  it("refuses a nonce that could be searched", () => {
    expect(() => commit(new Uint8Array(32), new Uint8Array(15)))
      .to.throw(ComparisonError)
      .with.property("code", "nonce-too-short");
  });

  it("does not open a commitment of another length", () => {
    const value = new Uint8Array(32);
    expect(checkReveal(new Uint8Array(), value, value)).to.equal(false);
    expect(checkReveal(commit(value, value).subarray(0, 31), value, value)).to.equal(false);
  });

  it("hashes different lists of parts differently", () => {
    const a = Buffer.from("a");
    const lists = [[a], [a, Buffer.alloc(0)], [Buffer.alloc(0), a], [Buffer.from("aa")], [a, a]];
    const hashes = lists.map((parts) => Buffer.from(labelledDigest("x", ...parts)).toString("hex"));
    expect(new Set(hashes).size).to.equal(lists.length);
  });
});
