/**
 * The field GF(2^128) in which GHASH calculates (NIST SP 800-38D §6.3): polynomials over GF(2) modulo x^128 + x^7 + x^2 + x + 1.
 * Bit i of an element is its coefficient of x^i. It takes time that depends on the values: only for keys that are lost already.
 */
export type FieldElement = bigint;

export const ZERO: FieldElement = 0n;
export const ONE: FieldElement = 1n;
const BITS = 128n;
const LOW = (1n << BITS) - 1n;

/** A block of at most 16 bytes, filled up with zeros. GCM's first bit, the highest of the first byte, belongs to x^0. */
export function fromBlock(block: Uint8Array): FieldElement {
  let element = ZERO;
  for (const [index, byte] of block.entries()) {
    for (let bit = 0; bit < 8; bit++) if ((byte >> (7 - bit)) & 1) element |= 1n << BigInt(8 * index + bit);
  }
  return element;
}

export function toBlock(element: FieldElement): Uint8Array {
  const block = new Uint8Array(16);
  for (let bit = 0; bit < 128; bit++)
    if ((element >> BigInt(bit)) & 1n) block[bit >> 3] = (block[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
  return block;
}

export function multiply(a: FieldElement, b: FieldElement): FieldElement {
  let product = ZERO;
  let shifted = a;
  for (let rest = b; rest > 0n; rest >>= 1n) {
    if (rest & 1n) product ^= shifted;
    shifted <<= 1n;
  }
  return reduce(product);
}

/** @throws RangeError for zero, which has no inverse. */
export function invert(a: FieldElement): FieldElement {
  if (a === ZERO) throw new RangeError("zero has no inverse");
  // a^(2^128 - 2): the product of a^2, a^4, …, a^(2^127).
  let result = ONE;
  let power = a;
  for (let step = 1; step < 128; step++) {
    power = multiply(power, power);
    result = multiply(result, power);
  }
  return result;
}

function reduce(product: bigint): FieldElement {
  let element = product;
  for (let high = element >> BITS; high > 0n; high = element >> BITS)
    element = (element & LOW) ^ high ^ (high << 1n) ^ (high << 2n) ^ (high << 7n);
  return element;
}
