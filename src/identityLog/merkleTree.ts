import { hash } from "node:crypto";

/** SHA-256, 32 bytes. */
export type TreeHash = Uint8Array;

/** The hash of an entry. Entries and inner nodes begin with other bytes, so that neither passes for the other (RFC 9162 §2.1.1). */
export function leafHash(entry: Uint8Array): TreeHash {
  return sha256(Uint8Array.of(0), entry);
}

/** The hash that stands for a whole list of leaves, in their order (RFC 9162 §2.1.1). */
export function rootOf(leaves: readonly TreeHash[]): TreeHash {
  const [first, ...more] = leaves;
  if (!first) return sha256();
  if (more.length === 0) return first;
  const half = splitOf(leaves.length);
  return nodeHash(rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)));
}

/** The hashes by which the leaf at `index` leads to the root (RFC 9162 §2.1.3.1). */
export function inclusionProof(leaves: readonly TreeHash[], index: number): TreeHash[] {
  if (leaves.length <= 1) return [];
  const half = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
  return index < half
    ? [...inclusionProof(left, index), rootOf(right)]
    : [...inclusionProof(right, index - half), rootOf(left)];
}

export interface Tree {
  readonly size: number;
  readonly root: TreeHash;
}

/** Is this the leaf at `index` of the tree (RFC 9162 §2.1.3.2)? */
export function isIncluded(
  leaf: TreeHash,
  index: number,
  { size, root }: Tree,
  proof: readonly TreeHash[],
): boolean {
  if (index >= size) return false;
  let [node, last, result] = [index, size - 1, leaf];
  for (const step of proof) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      result = nodeHash(step, result);
      while (!isOdd(node) && node !== 0) [node, last] = [node >> 1, last >> 1];
    } else result = nodeHash(result, step);
    [node, last] = [node >> 1, last >> 1];
  }
  return last === 0 && equal(result, root);
}

/** The hashes by which the tree of the first `size` leaves shows to be the beginning of the whole (RFC 9162 §2.1.4.1). None where there is nothing to show. */
export function consistencyProof(leaves: readonly TreeHash[], size: number): TreeHash[] {
  return size === 0 || size >= leaves.length ? [] : subproof(leaves, size, true);
}

function subproof(leaves: readonly TreeHash[], size: number, isWhole: boolean): TreeHash[] {
  if (size === leaves.length) return isWhole ? [] : [rootOf(leaves)];
  const half = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, half), leaves.slice(half)];
  return size <= half
    ? [...subproof(left, size, isWhole), rootOf(right)]
    : [...subproof(right, size - half, false), rootOf(left)];
}

/** Does the later tree begin with all that the earlier one had, in that order (RFC 9162 §2.1.4.2)? */
export function isContinued(earlier: Tree, later: Tree, proof: readonly TreeHash[]): boolean {
  if (earlier.size > later.size) return false;
  if (earlier.size === 0) return proof.length === 0;
  if (earlier.size === later.size) return proof.length === 0 && equal(earlier.root, later.root);
  const [first, ...steps] = isPowerOfTwo(earlier.size) ? [earlier.root, ...proof] : proof;
  if (!first) return false;
  let [node, last] = [earlier.size - 1, later.size - 1];
  while (isOdd(node)) [node, last] = [node >> 1, last >> 1];
  let [before, after] = [first, first];
  for (const step of steps) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      [before, after] = [nodeHash(step, before), nodeHash(step, after)];
      while (!isOdd(node) && node !== 0) [node, last] = [node >> 1, last >> 1];
    } else after = nodeHash(after, step);
    [node, last] = [node >> 1, last >> 1];
  }
  return last === 0 && equal(before, earlier.root) && equal(after, later.root);
}

function nodeHash(left: TreeHash, right: TreeHash): TreeHash {
  return sha256(Uint8Array.of(1), left, right);
}

/** The largest power of two below `size`, which is at least 2. */
function splitOf(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}

function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}

function equal(one: TreeHash, other: TreeHash): boolean {
  return Buffer.compare(one, other) === 0;
}

function sha256(...parts: readonly Uint8Array[]): TreeHash {
  return hash("sha256", Buffer.concat(parts), "buffer");
}
