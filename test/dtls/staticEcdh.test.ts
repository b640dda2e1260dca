import { createECDH, generateKeyPairSync, type KeyObject } from "node:crypto";
import { expect } from "chai";
import { tryCandidates } from "../../src/dtls/crypto/decrypt.ts";
import { keyBlock, masterSecret } from "../../src/dtls/crypto/keySchedule.ts";
import { protectionKey, sealRecord } from "../../src/dtls/crypto/protection.ts";
import { SECP256R1, sharedSecret, X25519 } from "../../src/dtls/crypto/sharedSecret.ts";
import { staticEcdh } from "../../src/dtls/crypto/staticEcdh.ts";
import type { Association } from "../../src/dtls/handshake/association.ts";
import { scanRecords } from "../../src/dtls/wire/record.ts";
import { present, randomsOf, suiteOf, werift } from "./fixture.ts";

describe("a stolen certificate key combined with the ephemeral public values", () => {
  it("opens a call whose ephemeral private key on P-256 it is: the control", () => {
    const stolen = p256Key();
    const call = callOf(SECP256R1, publicPoint(stolen), scalarOf(p256Key()));
    expect(opened(stolen, call)).to.equal(1);
    expect(staticEcdh(pkcs8(stolen), call)).to.containSubset([
      { from: "server", group: "secp256r1", kind: "candidate", reading: "same-curve" },
      { from: "client", group: "secp256r1", kind: "candidate", reading: "same-curve" },
    ]);
  });

  it("opens a call whose X25519 private key has the bytes of its scalar: the control for X25519", () => {
    const stolen = p256Key();
    const call = callOf(X25519, x25519Value(scalarOf(stolen)), scalarOf(p256Key()));
    expect(opened(stolen, call)).to.equal(1);
    expect(staticEcdh(pkcs8(stolen), call)).to.containSubset([
      { from: "server", group: "x25519", kind: "candidate", reading: "scalar-as-x25519" },
      { from: "client", group: "x25519", kind: "candidate", reading: "scalar-as-x25519" },
    ]);
  });

  it("opens nothing when the ephemeral keys are others, on either curve", () => {
    const [stolen, server, client] = [p256Key(), p256Key(), p256Key()];
    for (const call of [
      callOf(SECP256R1, publicPoint(server), scalarOf(client)),
      callOf(X25519, x25519Value(scalarOf(server)), scalarOf(client)),
    ]) {
      expect(staticEcdh(pkcs8(stolen), call).map(({ kind }) => kind)).to.deep.equal([
        "candidate",
        "candidate",
      ]);
      expect(opened(stolen, call)).to.equal(0);
    }
  });

  it("says why there is no candidate: another group, another kind of key, a value that is no point", () => {
    const stolen = pkcs8(p256Key());
    const reasons = (key: Uint8Array, call: Association) =>
      staticEcdh(key, call).map((attempt) => (attempt.kind === "none" ? attempt.reason : attempt.reading));
    expect(reasons(stolen, withKeyExchange(24, new Uint8Array(97), new Uint8Array(97)))).to.deep.equal([
      "other-group",
      "other-group",
    ]);
    for (const key of [
      generateKeyPairSync("ec", { namedCurve: "secp384r1" }).privateKey,
      generateKeyPairSync("ed25519").privateKey,
    ]) {
      expect(reasons(pkcs8(key), werift.association)).to.deep.equal(["not-a-p256-key", "not-a-p256-key"]);
    }
    expect(reasons(new Uint8Array(3), werift.association)[0]).to.equal("not-a-p256-key");
    const offCurve = Uint8Array.from({ length: 65 }, (_, index) => (index === 0 ? 4 : 1));
    expect(reasons(stolen, withKeyExchange(SECP256R1, offCurve, new Uint8Array(0)))).to.deep.equal([
      "invalid-public-value",
      "invalid-public-value",
    ]);
    // Zero is a point of low order: every private key gives the same shared secret (RFC 7748 §6.1).
    expect(reasons(stolen, withKeyExchange(X25519, new Uint8Array(32), new Uint8Array(31)))).to.deep.equal([
      "invalid-public-value",
      "invalid-public-value",
    ]);
    expect(staticEcdh(stolen, { ...werift.association, serverKeyExchange: undefined })).to.deep.equal([]);
  });
});

/** How many records of the call open with a candidate of the stolen key. */
function opened(stolen: KeyObject, call: Association): number {
  const candidates = staticEcdh(pkcs8(stolen), call).flatMap((attempt) =>
    attempt.kind === "candidate" ? [attempt.premasterSecret] : [],
  );
  return tryCandidates(call, candidates).successes.length;
}

/** A recorded handshake with other ephemeral keys, and one record that is protected by what follows from them. */
function callOf(group: number, serverValue: Uint8Array, clientKey: Uint8Array): Association {
  const clientValue = group === X25519 ? x25519Value(clientKey) : pointOf(clientKey);
  const call = withKeyExchange(group, serverValue, clientValue);
  const premaster = present(sharedSecret({ group, privateKey: clientKey, publicKey: serverValue }));
  const suite = suiteOf(call);
  const master = masterSecret(suite.prfHash, premaster, randomsOf(call));
  const key = protectionKey(suite, keyBlock(suite, master, randomsOf(call)), "client");
  const plaintext = Buffer.from("in the call");
  const wire = sealRecord(key, { contentType: "application_data", epoch: 1, sequence: 1, plaintext });
  const record = present(scanRecords(wire).records[0]);
  return { ...call, encrypted: [{ packet: 1, from: present(call.client), record }] };
}

function withKeyExchange(group: number, serverValue: Uint8Array, clientValue: Uint8Array): Association {
  const { association } = werift;
  const server = present(association.serverKeyExchange);
  const client = present(association.clientKeyExchange);
  return {
    ...association,
    serverKeyExchange: { ...server, value: { ...server.value, group, publicKey: serverValue } },
    clientKeyExchange: { ...client, value: { ...client.value, publicKey: clientValue } },
  };
}

function p256Key(): KeyObject {
  return generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey;
}

function pkcs8(key: KeyObject): Uint8Array {
  return key.export({ format: "der", type: "pkcs8" });
}

function scalarOf(key: KeyObject): Uint8Array {
  return Buffer.from(present(key.export({ format: "jwk" }).d), "base64url");
}

function publicPoint(key: KeyObject): Uint8Array {
  return pointOf(scalarOf(key));
}

function pointOf(scalar: Uint8Array): Uint8Array {
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(scalar);
  return ecdh.getPublicKey();
}

/** The public value of an X25519 private key: its product with the base point 9 (RFC 7748 §6.1). */
function x25519Value(privateKey: Uint8Array): Uint8Array {
  const basePoint = Uint8Array.from({ length: 32 }, (_, index) => (index === 0 ? 9 : 0));
  return present(sharedSecret({ group: X25519, privateKey, publicKey: basePoint }));
}
