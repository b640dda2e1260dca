import { type FieldElement, invert, multiply, ONE, ZERO } from "./gf128.ts";

/** A polynomial over GF(2^128): the coefficient of x^i at index i, the last one not zero. Empty: zero. */
type Polynomial = readonly FieldElement[];

/**
 * In no smaller field, so its first 128 powers are a basis, and the traces of the products with them tell any two elements apart. (Powers of x
 * are a basis too, but nearly all have trace 0.)
 */
export const GENERATOR: FieldElement = (1n << 121n) ^ (1n << 64n) ^ 0b1011n;

/** Squarings after which every element of the field comes back to itself. */
const FIELD_BITS = 128;

/**
 * Every root in GF(2^128) of the polynomial with these coefficients (of x^i at index i), each once. All elements of the field are the
 * roots of x^(2^128) - x, so its greatest common divisor with the polynomial has just the roots that are asked for; Berlekamp's
 * trace algorithm takes it apart. It chooses nothing at random: some power of GENERATOR tells any two roots apart.
 * @throws RangeError for the zero polynomial, of which everything is a root
 */
export function rootsOf(coefficients: readonly FieldElement[]): FieldElement[] {
  const polynomial = monic(trimmed(coefficients));
  if (polynomial.length === 0) throw new RangeError("every element is a root of zero");
  if (polynomial.length === 1) return [];
  let power: Polynomial = remainder([ZERO, ONE], polynomial);
  for (let step = 0; step < FIELD_BITS; step++) power = squared(power, polynomial);
  return split(gcd(polynomial, sum(power, [ZERO, ONE])), GENERATOR);
}

/** Of a product of different linear factors. */
function split(product: Polynomial, factor: FieldElement): FieldElement[] {
  if (product.length < 2) return [];
  if (product.length === 2) return [product[0] ?? ZERO];
  // The trace of (factor · x) is 0 for some of the roots and 1 for the others, or the same for all.
  let power: Polynomial = remainder([ZERO, factor], product);
  let trace = power;
  for (let step = 1; step < FIELD_BITS; step++) {
    power = squared(power, product);
    trace = sum(trace, power);
  }
  const next = multiply(factor, GENERATOR);
  const part = gcd(product, trace);
  if (part.length < 2 || part.length === product.length) return split(product, next);
  return [...split(part, next), ...split(quotient(product, part), next)];
}

/** In characteristic 2 the square of a sum is the sum of the squares. */
function squared(polynomial: Polynomial, modulus: Polynomial): Polynomial {
  const square = Array.from({ length: Math.max(0, 2 * polynomial.length - 1) }, (_, index) => {
    const coefficient = index % 2 === 0 ? (polynomial[index / 2] ?? ZERO) : ZERO;
    return multiply(coefficient, coefficient);
  });
  return remainder(square, modulus);
}

function gcd(a: Polynomial, b: Polynomial): Polynomial {
  let [divided, divisor] = [a, b];
  while (divisor.length > 0) [divided, divisor] = [divisor, remainder(divided, monic(divisor))];
  return monic(divided);
}

function remainder(divided: Polynomial, monicDivisor: Polynomial): Polynomial {
  return divide(divided, monicDivisor).remainder;
}

function quotient(divided: Polynomial, monicDivisor: Polynomial): Polynomial {
  return divide(divided, monicDivisor).quotient;
}

function divide(divided: Polynomial, monicDivisor: Polynomial) {
  const rest = [...divided];
  const quotient: FieldElement[] = [];
  for (let shift = rest.length - monicDivisor.length; shift >= 0; shift--) {
    const factor = rest[shift + monicDivisor.length - 1] ?? ZERO;
    quotient[shift] = factor;
    if (factor === ZERO) continue;
    for (const [index, coefficient] of monicDivisor.entries())
      rest[shift + index] = (rest[shift + index] ?? ZERO) ^ multiply(factor, coefficient);
  }
  return { quotient: trimmed(quotient), remainder: trimmed(rest) };
}

function sum(a: Polynomial, b: Polynomial): Polynomial {
  const length = Math.max(a.length, b.length);
  return trimmed(Array.from({ length }, (_, index) => (a[index] ?? ZERO) ^ (b[index] ?? ZERO)));
}

function monic(polynomial: Polynomial): Polynomial {
  const leading = polynomial.at(-1);
  if (leading === undefined || leading === ONE) return polynomial;
  const factor = invert(leading);
  return polynomial.map((coefficient) => multiply(coefficient, factor));
}

function trimmed(coefficients: readonly FieldElement[]): Polynomial {
  return coefficients.slice(0, coefficients.findLastIndex((coefficient) => coefficient !== ZERO) + 1);
}
