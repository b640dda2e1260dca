import { createECDH, generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import { publicValue, SECP256R1, sharedSecret, X25519 } from "../../src/dtls/crypto/sharedSecret.ts";
import { hex } from "./fixture.ts";

/** Fresh keys as node:crypto has them, apart from src. */
const PAIRS = {
  [X25519]: () => {
    const { publicKey, privateKey } = generateKeyPairSync("x25519");
    return {
      privateKey: privateKey.export({ format: "der", type: "pkcs8" }).subarray(-32),
      publicKey: publicKey.export({ format: "der", type: "spki" }).subarray(-32),
    };
  },
  [SECP256R1]: () => {
    const ecdh = createECDH("prime256v1");
    const publicKey = ecdh.generateKeys();
    return { privateKey: ecdh.getPrivateKey(), publicKey };
  },
};

describe("a shared secret of the key exchange", () => {
  for (const group of [X25519, SECP256R1] as const) {
    it(`follows in group ${group} from either end's private value, which tells its public one`, () => {
      const [alice, bob] = [PAIRS[group](), PAIRS[group]()];
      const own = publicValue({ group, privateKey: alice.privateKey });
      expect(hex(own ?? new Uint8Array())).to.equal(hex(alice.publicKey));
      const secrets = [
        sharedSecret({ group, privateKey: alice.privateKey, publicKey: bob.publicKey }),
        sharedSecret({ group, privateKey: bob.privateKey, publicKey: alice.publicKey }),
      ].map((secret) => hex(secret ?? new Uint8Array()));
      expect(secrets[0]).to.have.length(64).and.to.equal(secrets[1]);
    });
  }

  it("does not follow in a group that the lab cannot compute in", () => {
    const { privateKey, publicKey } = PAIRS[X25519]();
    expect(publicValue({ group: 24, privateKey })).to.equal(undefined);
    expect(sharedSecret({ group: 24, privateKey, publicKey })).to.equal(undefined);
  });
});
