import { X509Certificate } from "node:crypto";
import { expect } from "chai";
import { grindFingerprintStart } from "../../src/attacks/grindFingerprintStart.ts";
import { fingerprintStart } from "../../src/comparison/fingerprintStart.ts";
import { fullFingerprint } from "../../src/comparison/fullFingerprint.ts";
import { certificateFingerprint } from "../../src/sdp/fingerprint.ts";
import { CERTIFICATE } from "../sdp/samples.ts";
import { printOf } from "./leg.ts";

const template = { der: CERTIFICATE, mutable: { offset: CERTIFICATE.length - 6, length: 6 } };

describe("attack grind-fingerprint-start", () => {
  const alice = printOf("alice");
  const bob = printOf("bob");
  let toBob: Uint8Array;
  let toAlice: Uint8Array;
  before(() => {
    const first = grindFingerprintStart.settleCalleeLeg?.({ caller: alice, template });
    if (!first) throw new Error("the attack does not settle the callee's leg");
    toBob = first.certificate;
    const calleeLeg = certificateFingerprint(toBob, "sha-256");
    const second = grindFingerprintStart.settleCertificate?.({
      caller: alice,
      callee: bob,
      calleeLeg,
      template,
    });
    if (!second) throw new Error("the attack does not settle the caller's leg");
    toAlice = second.certificate;
  });

  it("finds certificates that pass when people compare how the fingerprints begin, in both directions", () => {
    const aliceSees = { mine: alice, theirs: certificateFingerprint(toAlice, "sha-256") };
    const bobSees = { mine: bob, theirs: certificateFingerprint(toBob, "sha-256") };
    expect(fingerprintStart.expects(aliceSees)).to.equal(fingerprintStart.readAloud(bobSees));
    expect(fingerprintStart.expects(bobSees)).to.equal(fingerprintStart.readAloud(aliceSees));
    expect(fullFingerprint.expects(aliceSees)).to.not.equal(fullFingerprint.readAloud(bobSees));
    expect(fullFingerprint.expects(bobSees)).to.not.equal(fullFingerprint.readAloud(aliceSees));
  });

  it("keeps the key: only bytes of the signature change, which nobody verifies", () => {
    const spki = (der: Uint8Array) =>
      new X509Certificate(der).publicKey.export({ type: "spki", format: "der" });
    for (const certificate of [toBob, toAlice]) expect(spki(certificate)).to.deep.equal(spki(CERTIFICATE));
  });
});
