import { expect } from "chai";
import {
  extendedMasterSecret,
  keyBlock,
  masterSecret,
  prf,
  srtpKeyingMaterial,
  transcriptHash,
} from "../../src/dtls/crypto/keySchedule.ts";
import { transcriptBefore } from "../../src/dtls/handshake/transcript.ts";
import { cipherSuite, srtpProfile } from "../../src/dtls/wire/registry.ts";
import {
  hex,
  present,
  randomsOf,
  recordings,
  suiteOf,
  unhex,
  werift,
  weriftPremasterSecret,
} from "./fixture.ts";

describe("the TLS 1.2 key schedule", () => {
  // The PRF vectors that went round on the IETF TLS mailing list.
  it("has the published PRF output for SHA-256", () => {
    const secret = unhex("9bbe436ba940f017b17652849a71db35");
    const seed = unhex("a0ba9f936cda311827a6f796ffd5198c");
    expect(hex(prf("sha256", secret, "test label", seed, 100))).to.equal(
      "e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a6b301791e90d35c9c9a46b4e14baf9af" +
        "0fa022f7077def17abfd3797c0564bab4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701" +
        "87347b66",
    );
  });

  it("has the published PRF output for SHA-384", () => {
    const secret = unhex("b80b733d6ceefcdc71566ea48e5567df");
    const seed = unhex("cd665cf6a8447dd6ff8b27555edb7465");
    expect(hex(prf("sha384", secret, "test label", seed, 148))).to.equal(
      "7b0c18e9ced410ed1804f2cfa34a336a1c14dffb4900bb5fd7942107e81c83cde9ca0faa60be9fe34f82b1233c9146a0" +
        "e534cb400fed2700884f9dc236f80edd8bfa961144c9e8d792eca722a7b32fc3d416d473ebc2c5fd4abfdad05d918425" +
        "9b5bf8cd4d90fa0d31e2dec479e4f1a26066f2eea9a69236a3e52655c9e9aee691c8f3a26854308d5eaa3be85e099070" +
        "3d73e56f",
    );
  });

  // NIST CAVP, TLS key derivation, TLS 1.2 with SHA-256. There the master secret and the key block have randoms of their own.
  it("has the published master secret and key block (RFC 5246)", () => {
    const premaster = unhex(
      "f8938ecc9edebc5030c0c6a441e213cd24e6f770a50dda07876f8d55da062bcadb386b411fd4fe4313a604fce6c17fbc",
    );
    const master = masterSecret("sha256", premaster, {
      serverRandom: unhex("f6c9575ed7ddd73e1f7d16eca115415812a43c2b747daaaae043abfb50053fce"),
      clientRandom: unhex("36c129d01a3200894b9179faac589d9835d58775f9b5ea3587cb8fd0364cae8c"),
    });
    expect(hex(master)).to.equal(
      "202c88c00f84a17a20027079604787461176455539e705be730890602c289a5001e34eeb3a043e5d52a65e66125188bf",
    );
    const block = keyBlock(present(cipherSuite(0xcca9)), master, {
      serverRandom: unhex("ae6c806f8ad4d80784549dff28a4b58fd837681a51d928c3e30ee5ff14f39868"),
      clientRandom: unhex("62e1fd91f23f558a605f28478c58cf72637b89784d959df7e946d3f07bd1b616"),
    });
    expect(hex(block.clientWriteKey)).to.equal(
      "d06139889fffac1e3a71865f504aa5d0d2a2e89506c6f2279b670c3e1b74f531",
    );
    expect(hex(block.serverWriteKey)).to.equal(
      "016a2530c51a3a0f7e1d6590d0f0566b2f387f8d11fd4f731cdd572d2eae927f",
    );
    expect(hex(block.clientWriteIv)).to.equal("6f2f81410b25e6960be68985");
    expect(hex(block.serverWriteIv)).to.equal("add6c38445ad9f8c64bf8068");
  });

  it("derives the master secret of a real handshake from its premaster secret (RFC 7627)", () => {
    const { association } = werift;
    const exchange = present(association.clientKeyExchange).message;
    const before = present(transcriptBefore(association.messages, exchange));
    const sessionHash = transcriptHash("sha256", Buffer.concat([before, exchange.bytes]));
    const master = extendedMasterSecret("sha256", weriftPremasterSecret, sessionHash);
    expect(hex(master)).to.equal(hex(werift.masterSecret));
    expect(hex(masterSecret("sha256", weriftPremasterSecret, randomsOf(association)))).not.to.equal(
      hex(master),
    );
  });

  it("cuts the key block into the lengths of the suite", () => {
    const lengths = [0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca8, 0xcca9].map((code) => {
      const suite = present(cipherSuite(code));
      const block = keyBlock(suite, werift.masterSecret, randomsOf(werift.association));
      return Object.values(block).map(({ length }) => length);
    });
    const aes128 = [16, 16, 4, 4];
    const aes256 = [32, 32, 4, 4];
    const chacha = [32, 32, 12, 12];
    expect(lengths).to.deep.equal([aes128, aes128, aes256, aes256, chacha, chacha]);
  });

  for (const recording of recordings) {
    it(`exports the SRTP keying material that the stack itself printed: ${recording.source}`, () => {
      const { association, srtpKeyingMaterial: printed } = recording;
      const { prfHash } = suiteOf(association);
      const profile = present(srtpProfile(7));
      const material = srtpKeyingMaterial(prfHash, recording.masterSecret, randomsOf(association), profile);
      const { clientKey, serverKey, clientSalt, serverSalt } = material;
      expect([clientKey, serverKey, clientSalt, serverSalt].map(hex).join("")).to.equal(
        printed.slice(0, 112),
      );
      expect([clientKey, serverKey, clientSalt, serverSalt].map(({ length }) => length)).to.deep.equal([
        16, 16, 12, 12,
      ]);
    });
  }
});
