import { expect } from "chai";
import {
  consistencyProof,
  inclusionProof,
  isContinued,
  isIncluded,
  leafHash,
  rootOf,
} from "../../src/identityLog/merkleTree.ts";

/** The leaves that the reference implementation of RFC 6962 is tested with, and the roots of the first 1 to 8 of them. */
const LEAVES = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
];
const ROOTS = [
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const leaves = LEAVES.map((leaf) => leafHash(Buffer.from(leaf, "hex")));
/** Enough for every shape of the tree. */
const many = Array.from({ length: 33 }, (_, index) => leafHash(Buffer.of(index)));
const treeOf = (size: number) => ({ size, root: rootOf(many.slice(0, size)) });
const wrong = (hash: Uint8Array) => hash.map((byte, index) => (index === 5 ? byte ^ 1 : byte));

describe("a Merkle tree", () => {
  it("has the roots of the reference implementation, and that of no entry is the hash of nothing", () => {
    expect(LEAVES.map((_, index) => hex(rootOf(leaves.slice(0, index + 1))))).to.deep.equal(ROOTS);
    expect(hex(rootOf([]))).to.equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  it("proves each leaf of each size, at its own place, and no other leaf", () => {
    for (let size = 1; size <= many.length; size += 1) {
      const tree = treeOf(size);
      for (const [index, leaf] of many.slice(0, size).entries()) {
        const proof = inclusionProof(many.slice(0, size), index);
        expect(isIncluded(leaf, index, tree, proof), `${index} of ${size}`).to.equal(true);
        expect(isIncluded(wrong(leaf), index, tree, proof)).to.equal(false);
        expect(isIncluded(leaf, index, { ...tree, root: wrong(tree.root) }, proof)).to.equal(false);
        expect(isIncluded(leaf, index, tree, [...proof, leaf])).to.equal(false);
        if (size > 1) {
          expect(isIncluded(leaf, (index + 1) % size, tree, proof)).to.equal(false);
          expect(isIncluded(leaf, index, tree, proof.slice(1))).to.equal(false);
          expect(isIncluded(leaf, index, tree, proof.map(wrong))).to.equal(false);
        }
      }
    }
    expect(isIncluded(rootOf([]), 0, treeOf(0), [])).to.equal(false);
  });

  it("proves that a later tree continues each earlier one, and no tree that differs in an entry", () => {
    for (let size = 1; size <= many.length; size += 1)
      for (let before = 0; before <= size; before += 1) {
        const [earlier, later] = [treeOf(before), treeOf(size)];
        const proof = consistencyProof(many.slice(0, size), before);
        expect(isContinued(earlier, later, proof), `${before} to ${size}`).to.equal(true);
        if (before === 0) continue;
        expect(isContinued({ ...earlier, root: wrong(earlier.root) }, later, proof)).to.equal(false);
        expect(isContinued(earlier, { ...later, root: wrong(later.root) }, proof)).to.equal(false);
        const other = many.slice(0, before).with(before - 1, wrong(many[before - 1] ?? later.root));
        expect(isContinued({ size: before, root: rootOf(other) }, later, proof)).to.equal(false);
        expect(isContinued(earlier, later, [...proof, later.root])).to.equal(false);
        if (proof.length > 0) expect(isContinued(earlier, later, proof.slice(0, -1))).to.equal(false);
      }
    expect(isContinued(treeOf(5), treeOf(4), []), "entries were taken out").to.equal(false);
  });
});
