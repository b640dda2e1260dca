import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { expect } from "chai";
import { selfSignedCertificate } from "../../../lab/tls/selfSignedCertificate.ts";

describe("a self-signed certificate", () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const DAY_MS = 24 * 60 * 60 * 1000;

  // The second is valid from 2049 to 2050, on either side of the change of format.
  for (const day of ["2026-11-25T00:00:00Z", "2049-12-31T12:00:00Z", "2060-06-01T00:00:00Z"]) {
    it(`made on ${day} is valid from the day before to the day after`, () => {
      const now = Date.parse(day);
      const { validFrom, validTo } = new X509Certificate(selfSignedCertificate(privateKey, "lab", now));
      expect(Date.parse(validFrom)).to.equal(now - DAY_MS);
      expect(Date.parse(validTo)).to.equal(now + DAY_MS);
    });
  }

  for (const [type, key] of [
    ["RSA", privateKey],
    ["EC", generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey],
  ] as const) {
    it(`verifies with its own ${type} key, and with no other`, () => {
      const certificate = new X509Certificate(selfSignedCertificate(key, "lab"));
      expect(certificate.subject).to.equal("CN=lab");
      expect(certificate.checkPrivateKey(key)).to.equal(true);
      expect(certificate.verify(certificate.publicKey)).to.equal(true);
      const { publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      expect(certificate.verify(publicKey)).to.equal(false);
    });
  }

  it("is not made for a key that it could not be signed with so", () => {
    const ed25519 = generateKeyPairSync("ed25519").privateKey;
    expect(() => selfSignedCertificate(ed25519, "lab")).to.throw(RangeError, "ed25519");
  });
});
