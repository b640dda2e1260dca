import { createHash, X509Certificate } from "node:crypto";
import { expect } from "chai";
import { type CertificateTemplate, certificateVariants } from "../../src/comparison/certificateVariants.ts";
import { ComparisonError } from "../../src/comparison/comparisonError.ts";
import { digestOfBothWith } from "../../src/comparison/digests.ts";
import { grind } from "../../src/comparison/grind.ts";
import { bothFreeTriesPerLeg, fixedTargetTries } from "../../src/comparison/grinding.ts";
import { CERTIFICATE } from "../sdp/samples.ts";

const TEMPLATE: CertificateTemplate = {
  der: CERTIFICATE,
  mutable: { offset: CERTIFICATE.length - 8, length: 8 },
};

describe("comparison grind", () => {
  it("finds a certificate for a fixed target of twelve bits, and hashes it as it says", () => {
    const result = grind({ template: TEMPLATE, maxTries: 1e6, accept: (hex) => hex.startsWith("abc") });
    if (result.kind !== "found") throw new Error("not found");
    expect(createHash("sha256").update(result.certificate).digest("hex")).to.equal(result.digestHex);
    const variants = certificateVariants(TEMPLATE);
    const hashed = Array.from({ length: result.tries }, (_, number) => variants.digest(number));
    expect(hashed.findIndex((hex) => hex.startsWith("abc"))).to.equal(result.tries - 1);
  });

  it("changes nothing outside the mutable range, and the result is still a certificate with the same key", () => {
    const result = grind({ template: TEMPLATE, maxTries: 1e5, accept: (hex) => hex.endsWith("00") });
    if (result.kind !== "found") throw new Error("not found");
    const { offset } = TEMPLATE.mutable;
    expect(result.certificate.subarray(0, offset)).to.deep.equal(CERTIFICATE.subarray(0, offset));
    const [genuine, ground] = [CERTIFICATE, result.certificate].map((der) => new X509Certificate(der));
    expect(ground?.subject).to.equal("CN=WebRTC");
    expect(ground?.publicKey.export({ type: "spki", format: "der" })).to.deep.equal(
      genuine?.publicKey.export({ type: "spki", format: "der" }),
    );
    expect(genuine?.verify(genuine.publicKey)).to.equal(true);
    expect(ground?.verify(ground.publicKey)).to.equal(false);
  });

  it("leaves the template as it was", () => {
    const der = Uint8Array.from(CERTIFICATE);
    grind({ template: { ...TEMPLATE, der }, maxTries: 10, accept: () => false });
    expect(der).to.deep.equal(CERTIFICATE);
  });

  it("stops at the limit, or when there are no more variants", () => {
    expect(grind({ template: TEMPLATE, maxTries: 50, accept: () => false })).to.deep.equal({
      kind: "exhausted",
      tries: 50,
    });
    const small = { der: CERTIFICATE, mutable: { offset: CERTIFICATE.length - 1, length: 1 } };
    const seen = new Set<string>();
    const result = grind({
      template: small,
      maxTries: 1e6,
      accept: (hex) => void seen.add(hex) !== undefined,
    });
    expect(result).to.deep.equal({ kind: "exhausted", tries: 256 });
    expect(seen.size).to.equal(256);
  });

  it("needs about 2^n tries for a fixed target of n bits", () => {
    const bits = 8;
    const tries = Array.from({ length: 64 }, (_, run) => {
      const result = grind({
        template: withSerial(run),
        maxTries: 1e5,
        accept: (hex) => Number.parseInt(hex.slice(0, 2), 16) === run,
      });
      return result.tries;
    });
    // The mean of 64 searches scatters by an eighth.
    expect(mean(tries)).to.be.within(0.5 * fixedTargetTries(bits), 1.7 * fixedTargetTries(bits));
  });

  it("needs about 2^(n/2) variants of each leg when both are free", () => {
    const tries = Array.from({ length: 24 }, (_, run) =>
      triesUntilMet(
        codesOf(withSerial(run), hash(`alice ${run}`)),
        codesOf(withSerial(run + 100), hash(`bob ${run}`)),
      ),
    );
    // Expected 227 of each, scattering by 52 %, so the mean of 24 by 11 %. A fixed target would take 65,536.
    expect(mean(tries)).to.be.within(0.7 * bothFreeTriesPerLeg(16), 1.35 * bothFreeTriesPerLeg(16));
  });

  it("refuses a range that is not within the certificate", () => {
    for (const mutable of [
      { offset: -1, length: 4 },
      { offset: 0, length: 0 },
      { offset: CERTIFICATE.length - 3, length: 4 },
      { offset: 0.5, length: 4 },
    ]) {
      expect(() => certificateVariants({ der: CERTIFICATE, mutable }))
        .to.throw(ComparisonError)
        .with.property("code", "bad-range");
    }
  });
});

/** The template with other bytes in the mutable range before the counted ones, so that searches are independent. */
function withSerial(serial: number): CertificateTemplate {
  const der = Uint8Array.from(CERTIFICATE);
  der[TEMPLATE.mutable.offset] = serial;
  return { ...TEMPLATE, der };
}

/** The codes of 16 bits that one peer would read, variant by variant of the leg that faces it. */
function codesOf(template: CertificateTemplate, peer: Uint8Array): (number: number) => string {
  const variants = certificateVariants(template);
  const codeWith = digestOfBothWith(peer);
  return (number) => codeWith(variants.digest(number)).slice(0, 4);
}

/** How long two growing lists are when any entry of the one equals any of the other. */
function triesUntilMet(one: (number: number) => string, other: (number: number) => string): number {
  const [ones, others] = [new Set<string>(), new Set<string>()];
  for (let number = 0; number < 1e5; number += 1) {
    const [here, there] = [one(number), other(number)];
    ones.add(here);
    others.add(there);
    if (others.has(here) || ones.has(there)) return number + 1;
  }
  throw new Error("the lists never met");
}

function hash(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
