import { generateKeyPairSync, X509Certificate } from "node:crypto";
import { expect } from "chai";
import { selfSignedCertificate } from "../../../lab/tls/selfSignedCertificate.ts";

describe("the certificate of the signalling server", () => {
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
});
