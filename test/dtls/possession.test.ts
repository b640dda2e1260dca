import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { expect } from "chai";
import { verifyData } from "../../src/dtls/crypto/keySchedule.ts";
import { transcriptBefore } from "../../src/dtls/handshake/transcript.ts";
import {
  verifyCertificateVerify,
  verifyFinished,
  verifyServerKeyExchange,
} from "../../src/dtls/judge/possession.ts";
import {
  flipped,
  openssl,
  opensslAes256,
  opensslChacha,
  present,
  type Recording,
  randomsOf,
  recordings,
  seenValue,
  unhex,
  werift,
} from "./fixture.ts";
import { selfSigned } from "./selfSigned.ts";

function serverProof({ association }: Recording) {
  return {
    ...randomsOf(association),
    serverKeyExchange: seenValue(association.serverKeyExchange),
    certificate: present(seenValue(association.serverCertificates)[0]),
  };
}

function clientProof({ association }: Recording) {
  const verify = present(association.certificateVerify);
  return {
    transcript: present(transcriptBefore(association.messages, verify.message)),
    certificateVerify: verify.value,
    certificate: present(seenValue(association.clientCertificates)[0]),
  };
}

describe("proof of possession", () => {
  for (const recording of recordings) {
    it(`is proven by the signatures of a real handshake: ${recording.source}`, () => {
      expect(verifyServerKeyExchange(serverProof(recording))).to.deep.equal({ kind: "proven" });
      expect(verifyCertificateVerify(clientProof(recording))).to.deep.equal({ kind: "proven" });
    });

    it(`is refuted if anything that was signed is changed: ${recording.source}`, () => {
      const server = serverProof(recording);
      const exchange = server.serverKeyExchange;
      const client = clientProof(recording);
      const outcomes = [
        verifyServerKeyExchange({ ...server, clientRandom: flipped(server.clientRandom) }),
        verifyServerKeyExchange({ ...server, serverRandom: flipped(server.serverRandom) }),
        verifyServerKeyExchange({
          ...server,
          serverKeyExchange: { ...exchange, params: flipped(exchange.params) },
        }),
        verifyServerKeyExchange({
          ...server,
          serverKeyExchange: { ...exchange, signature: flipped(exchange.signature) },
        }),
        verifyCertificateVerify({ ...client, transcript: flipped(client.transcript) }),
        verifyCertificateVerify({
          ...client,
          certificateVerify: { ...client.certificateVerify, signature: new Uint8Array(0) },
        }),
      ];
      for (const outcome of outcomes) expect(outcome).to.include({ kind: "refuted", code: "bad-signature" });
    });
  }

  it("is refuted for somebody else's certificate of the same key type", () => {
    const { certificate } = serverProof(openssl);
    const server = verifyServerKeyExchange({ ...serverProof(werift), certificate });
    const client = verifyCertificateVerify({ ...clientProof(werift), certificate });
    for (const outcome of [server, client]) {
      expect(outcome).to.include({ kind: "refuted", code: "bad-signature" });
    }
  });

  it("is refuted for a certificate whose key cannot have made the signature", () => {
    const { certificate } = serverProof(opensslAes256);
    expect(verifyServerKeyExchange({ ...serverProof(werift), certificate })).to.include({
      kind: "refuted",
      code: "key-scheme-mismatch",
    });
  });

  it("is refuted for bytes that are not exactly one DER certificate", () => {
    const proof = serverProof(werift);
    const base64 = Buffer.from(proof.certificate).toString("base64");
    const pem = Buffer.from(`-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`);
    for (const certificate of [
      new Uint8Array(0),
      unhex("3000"),
      pem,
      Buffer.concat([proof.certificate, pem]),
    ]) {
      expect(verifyServerKeyExchange({ ...proof, certificate })).to.include({
        kind: "refuted",
        code: "bad-certificate",
      });
    }
  });

  describe("with made-up keys", () => {
    const transcript = Buffer.from("transcript");
    const check = (
      publicKey: KeyObject,
      privateKey: KeyObject,
      signatureScheme: number,
      signature: Uint8Array,
    ) =>
      verifyCertificateVerify({
        transcript,
        certificateVerify: { kind: "certificate_verify", signatureScheme, signature },
        certificate: selfSigned(publicKey, privateKey),
      });
    const p256 = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const p521 = generateKeyPairSync("ec", { namedCurve: "P-521" });
    const p256Signature = (hash: string) => sign(hash, transcript, p256.privateKey);

    it("is refuted for a genuine signature over SHA-1", () => {
      expect(check(p256.publicKey, p256.privateKey, 0x0203, p256Signature("sha1"))).to.include({
        kind: "refuted",
        code: "weak-hash",
      });
      expect(check(p256.publicKey, p256.privateKey, 0x0403, p256Signature("sha256")).kind).to.equal("proven");
    });

    it("is refuted if the signature was made with another hash than it says", () => {
      expect(check(p256.publicKey, p256.privateKey, 0x0503, p256Signature("sha256"))).to.include({
        code: "bad-signature",
      });
      expect(check(p256.publicKey, p256.privateKey, 0x0503, p256Signature("sha384")).kind).to.equal("proven");
    });

    it("is refuted for a scheme or a curve that is not supported", () => {
      expect(check(p256.publicKey, p256.privateKey, 0x0807, new Uint8Array(64))).to.include({
        code: "unsupported-scheme",
      });
      const signature = sign("sha256", transcript, p521.privateKey);
      expect(check(p521.publicKey, p521.privateKey, 0x0403, signature)).to.include({
        code: "unsupported-key",
      });
    });
  });

  it("says of Finished whether secret, role, transcript and hash fit", () => {
    const transcript = createHash("sha512").update("any").digest();
    const { masterSecret } = opensslChacha;
    const given = { masterSecret, transcript, role: "client", prfHash: "sha256" } as const;
    const proof = { ...given, verifyData: verifyData("sha256", masterSecret, "client", transcript) };
    expect(verifyFinished(proof)).to.deep.equal({ kind: "proven" });
    const wrong = [
      { ...proof, role: "server" as const },
      { ...proof, prfHash: "sha384" as const },
      { ...proof, transcript: flipped(transcript) },
      { ...proof, masterSecret: flipped(masterSecret) },
      { ...proof, verifyData: flipped(proof.verifyData) },
      { ...proof, verifyData: proof.verifyData.subarray(0, 11) },
      { ...proof, verifyData: new Uint8Array(0) },
    ];
    for (const input of wrong) {
      expect(verifyFinished(input)).to.include({ kind: "refuted", code: "wrong-verify-data" });
    }
  });
});
