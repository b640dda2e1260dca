import { createCipheriv } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { fromBlock, invert, multiply, ONE, toBlock } from "../../src/dtls/crypto/gf128.ts";
import { ghash, ghashBlocks } from "../../src/dtls/crypto/ghash.ts";
import { GENERATOR, rootsOf } from "../../src/dtls/crypto/polynomialRoots.ts";

const hex = (text: string) => Buffer.from(text, "hex");
const element = fc.bigInt({ min: 0n, max: (1n << 128n) - 1n });
const nonZero = fc.bigInt({ min: 1n, max: (1n << 128n) - 1n });

/** The coefficients of the product of (x - root). */
function productOf(roots: readonly bigint[]): bigint[] {
  return roots.reduce(
    (product, root) =>
      [0n].concat(product).map((shifted, index) => shifted ^ multiply(product[index] ?? 0n, root)),
    [1n],
  );
}

describe("GHASH", () => {
  it("gives the values of the GCM specification (McGrew and Viega, test cases 2 and 4)", () => {
    const two = ghash(
      fromBlock(hex("66e94bd4ef8a2c3b884cfa59ca342b2e")),
      ghashBlocks(hex(""), hex("0388dace60b6a392f328c2b971b2fe78")),
    );
    expect(Buffer.from(toBlock(two)).toString("hex")).to.equal("f38cbb1ad69223dcc3457ae5b6b0f885");
    const four = ghash(
      fromBlock(hex("b83b533708bf535d0aa6e52980d53b78")),
      ghashBlocks(
        hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
        hex(
          "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091",
        ),
      ),
    );
    expect(Buffer.from(toBlock(four)).toString("hex")).to.equal("698e57f70e6ecc7fd9463b7260a9ae5f");
  });

  it("with the mask of the nonce is the tag that OpenSSL makes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 70 }), (additional, text) => {
        const [key, nonce] = [Buffer.alloc(16, 7), Buffer.alloc(12, 9)];
        const encrypt = (block: Uint8Array) =>
          createCipheriv("aes-128-ecb", key, null).setAutoPadding(false).update(block);
        const cipher = createCipheriv("aes-128-gcm", key, nonce).setAAD(additional);
        const ciphertext = Buffer.concat([cipher.update(text), cipher.final()]);
        const hashKey = fromBlock(encrypt(Buffer.alloc(16)));
        const mask = fromBlock(encrypt(Buffer.concat([nonce, Buffer.of(0, 0, 0, 1)])));
        const tag = toBlock(mask ^ ghash(hashKey, ghashBlocks(additional, ciphertext)));
        expect(Buffer.from(tag)).to.deep.equal(cipher.getAuthTag());
      }),
      { numRuns: 30 },
    );
  });
});

describe("the field GF(2^128)", () => {
  it("reads a block and writes it again", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (block) => {
        expect(toBlock(fromBlock(block))).to.deep.equal(Uint8Array.from(block));
      }),
    );
  });

  it("multiplies commutatively and distributively, and inverts", () => {
    fc.assert(
      fc.property(nonZero, element, element, (a, b, c) => {
        expect(multiply(a, b)).to.equal(multiply(b, a));
        expect(multiply(a, b ^ c)).to.equal(multiply(a, b) ^ multiply(a, c));
        expect(multiply(a, invert(a))).to.equal(ONE);
      }),
      { numRuns: 20 },
    );
    expect(() => invert(0n)).to.throw(RangeError);
  });
});

describe("the roots of a polynomial over GF(2^128)", () => {
  it("are found, each once", () => {
    fc.assert(
      fc.property(fc.uniqueArray(element, { minLength: 1, maxLength: 5 }), nonZero, (roots, leading) => {
        const [first = 0n] = roots;
        const polynomial = productOf([...roots, first]).map((coefficient) => multiply(coefficient, leading));
        expect(rootsOf(polynomial).toSorted()).to.deep.equal(roots.toSorted());
      }),
      { numRuns: 5 },
    );
  });

  it("are none of a constant, and two or none of x^2 + x + c", () => {
    expect(rootsOf([5n])).to.deep.equal([]);
    expect(rootsOf([1n << 121n, ONE, ONE])).to.deep.equal([]);
    const [one = 0n, other = 0n, ...more] = rootsOf([ONE, ONE, ONE]);
    expect([one ^ other, multiply(one, other), more.length]).to.deep.equal([ONE, ONE, 0]);
    expect(() => rootsOf([0n, 0n])).to.throw(RangeError);
  });

  it("are told apart by a generator that is in no smaller field", () => {
    let power = GENERATOR;
    for (let step = 0; step < 64; step++) power = multiply(power, power);
    expect(power).not.to.equal(GENERATOR);
  });
});
