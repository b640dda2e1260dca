import { constants, createPrivateKey, publicEncrypt } from "node:crypto";
import { expect } from "chai";
import { decryptPremasterSecret } from "../../src/tls/premasterSecret.ts";
import { hex } from "../dtls/fixture.ts";
import { keyTransport } from "./fixture.ts";

const key = createPrivateKey({
  key: Buffer.from(keyTransport.privateKeyPkcs8),
  format: "der",
  type: "pkcs8",
});
const none = new Uint8Array();
const tls12 = { major: 3, minor: 3 };
const premaster = Buffer.concat([Buffer.of(3, 3), Buffer.alloc(46, 0xa5)]);

/** Encrypted by the platform's own PKCS#1 v1.5, or as a block that is already padded. */
const encrypted = (secret: Uint8Array): Uint8Array =>
  publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, secret);
const encryptedBlock = (start: readonly number[], secret: Uint8Array, filler = 0xff): Uint8Array => {
  const block = Buffer.alloc(256, filler);
  block.set(start);
  block[255 - secret.length] = 0;
  block.set(secret, 256 - secret.length);
  return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, block);
};

describe("the premaster secret under an RSA key", () => {
  it("comes back as it was encrypted", () => {
    expect(hex(decryptPremasterSecret(key, encrypted(premaster), tls12) ?? none)).to.equal(hex(premaster));
    const padded = encryptedBlock([0, 2], premaster);
    expect(hex(decryptPremasterSecret(key, padded, tls12) ?? none)).to.equal(hex(premaster));
  });

  it("is not taken from a block of another type, or with a zero byte in its padding", () => {
    expect(decryptPremasterSecret(key, encryptedBlock([0, 1], premaster), tls12)).to.equal(undefined);
    expect(decryptPremasterSecret(key, encryptedBlock([1, 2], premaster), tls12)).to.equal(undefined);
    const early = encryptedBlock([0, 2, 7, 7, 7, 7, 7, 7, 7, 0], premaster);
    expect(decryptPremasterSecret(key, early, tls12)).to.equal(undefined);
  });

  it("is not taken if it has another length or the version of another hello", () => {
    expect(decryptPremasterSecret(key, encrypted(premaster.subarray(0, 47)), tls12)).to.equal(undefined);
    expect(decryptPremasterSecret(key, encrypted(premaster), { major: 3, minor: 1 })).to.equal(undefined);
  });

  it("is not taken from bytes that are no number of the modulus", () => {
    expect(decryptPremasterSecret(key, new Uint8Array(255), tls12)).to.equal(undefined);
    expect(decryptPremasterSecret(key, new Uint8Array(256).fill(0xff), tls12)).to.equal(undefined);
    expect(decryptPremasterSecret(key, new Uint8Array(), tls12)).to.equal(undefined);
  });
});
