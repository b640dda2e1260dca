import { createHash, X509Certificate } from "node:crypto";
import { expect } from "chai";
import { type CertificateTemplate, certificateVariants } from "../../src/comparison/certificateVariants.ts";
import { ComparisonError } from "../../src/comparison/comparisonError.ts";
import { digestOfBoth, leadingBits } from "../../src/comparison/digests.ts";
import { grind } from "../../src/comparison/grind.ts";
import { bothFreeTriesPerLeg, fixedTargetTries } from "../../src/comparison/grinding.ts";
import { grindPair } from "../../src/comparison/grindPair.ts";
import { shortCode } from "../../src/comparison/shortCode.ts";
import { certificateFingerprint } from "../../src/sdp/fingerprint.ts";
import { CERTIFICATE } from "../sdp/samples.ts";
import { fingerprint } from "./arbitraries.ts";

const TEMPLATE: CertificateTemplate = {
  der: CERTIFICATE,
  mutable: { offset: CERTIFICATE.length - 8, length: 8 },
};

describe("comparison grind", () => {
  it("finds a certificate for a fixed target of twelve bits, and hashes it as it says", () => {
    const result = grind({ template: TEMPLATE, maximumTries: 1e6, accept: (hex) => hex.startsWith("abc") });
    if (result.kind !== "found") throw new Error("not found");
    expect(createHash("sha256").update(result.certificate).digest("hex")).to.equal(result.digestHex);
    const variants = certificateVariants(TEMPLATE);
    const hashed = Array.from({ length: result.tries }, (_, number) => variants.digest(number));
    expect(hashed.findIndex((hex) => hex.startsWith("abc"))).to.equal(result.tries - 1);
  });

  it("changes nothing outside the mutable range, and the result is still a certificate with the same key", () => {
    const result = grind({ template: TEMPLATE, maximumTries: 1e5, accept: (hex) => hex.endsWith("00") });
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
    grind({ template: { ...TEMPLATE, der }, maximumTries: 10, accept: () => false });
    expect(der).to.deep.equal(CERTIFICATE);
  });

  it("stops at the limit, or when there are no more variants", () => {
    expect(grind({ template: TEMPLATE, maximumTries: 50, accept: () => false })).to.deep.equal({
      kind: "exhausted",
      tries: 50,
    });
    const small = { der: CERTIFICATE, mutable: { offset: CERTIFICATE.length - 1, length: 1 } };
    const seen = new Set<string>();
    const result = grind({
      template: small,
      maximumTries: 1e6,
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
        maximumTries: 1e5,
        accept: (hex) => Number.parseInt(hex.slice(0, 2), 16) === run,
      });
      return result.tries;
    });
    // The mean of 64 searches scatters by an eighth.
    expect(mean(tries)).to.be.within(0.5 * fixedTargetTries(bits), 1.7 * fixedTargetTries(bits));
  });

  it("makes the short codes of both peers equal through an interceptor, which shows two certificates of its own", () => {
    const [alice, bob] = [hash("alice"), hash("bob")];
    const result = grindPair({
      aliceLeg: {
        template: withSerial(1),
        code: (hex) => leadingBits(digestOfBoth(alice, fromHex(hex)), 16),
      },
      bobLeg: { template: withSerial(2), code: (hex) => leadingBits(digestOfBoth(bob, fromHex(hex)), 16) },
      maximumTriesPerLeg: 1e5,
    });
    if (result.kind !== "found") throw new Error("not found");
    const [aliceLeg, bobLeg] = [result.aliceLeg, result.bobLeg].map((der) =>
      certificateFingerprint(der, "sha-256"),
    );
    if (!aliceLeg || !bobLeg) throw new Error("two legs");
    const heardByAlice = shortCode(16).of({ mine: fingerprint(alice), theirs: aliceLeg });
    const heardByBob = shortCode(16).of({ mine: fingerprint(bob), theirs: bobLeg });
    expect(heardByAlice).to.equal(heardByBob);
    expect(aliceLeg.value).to.not.equal(bobLeg.value);
  });

  it("needs about 2^(n/2) variants of each leg when both are free", () => {
    const bits = 16;
    const tries = Array.from({ length: 24 }, (_, run) => {
      const [alice, bob] = [hash(`a${run}`), hash(`b${run}`)];
      return grindPair({
        aliceLeg: {
          template: withSerial(run),
          code: (hex) => leadingBits(digestOfBoth(alice, fromHex(hex)), bits),
        },
        bobLeg: {
          template: withSerial(run + 100),
          code: (hex) => leadingBits(digestOfBoth(bob, fromHex(hex)), bits),
        },
        maximumTriesPerLeg: 1e5,
      }).triesPerLeg;
    });
    // Expected 227 of each, scattering by 52 %, so the mean of 24 by 11 %. A fixed target would take 65,536.
    expect(mean(tries)).to.be.within(0.7 * bothFreeTriesPerLeg(bits), 1.35 * bothFreeTriesPerLeg(bits));
  });

  it("stops as soon as any code of one leg meets any code of the other", () => {
    for (const run of [0, 1, 2, 3]) {
      const code = (hex: string): string => hex.slice(0, 3);
      const [alice, bob] = [withSerial(run), withSerial(run + 100)];
      const result = grindPair({
        aliceLeg: { template: alice, code },
        bobLeg: { template: bob, code },
        maximumTriesPerLeg: 1e5,
      });
      const meets = (length: number): boolean => {
        const codes = [alice, bob].map((template) => {
          const variants = certificateVariants(template);
          return new Set(Array.from({ length }, (_, number) => code(variants.digest(number))));
        });
        return [...(codes[0] ?? [])].some((own) => codes[1]?.has(own));
      };
      expect(meets(result.triesPerLeg)).to.equal(true);
      expect(meets(result.triesPerLeg - 1)).to.equal(false);
    }
  });

  it("gives up a pair when neither list meets the other", () => {
    const never = (side: string) => ({ template: TEMPLATE, code: (hex: string) => side + hex });
    expect(grindPair({ aliceLeg: never("a"), bobLeg: never("b"), maximumTriesPerLeg: 20 })).to.deep.equal({
      kind: "exhausted",
      triesPerLeg: 20,
    });
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
        .with.property("code", "BAD_RANGE");
    }
  });
});

/** The template with other bytes in the mutable range before the counted ones, so that searches are independent. */
function withSerial(serial: number): CertificateTemplate {
  const der = Uint8Array.from(CERTIFICATE);
  der[TEMPLATE.mutable.offset] = serial;
  return { ...TEMPLATE, der };
}

function hash(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

function fromHex(hex: string): Uint8Array {
  return Buffer.from(hex, "hex");
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
