import { X509Certificate } from "node:crypto";
import { expect } from "chai";
import { grindShortCode } from "../../src/attacks/grindShortCode.ts";
import { shortCode } from "../../src/comparison/shortCode.ts";
import { certificateFingerprint, parseFingerprint } from "../../src/sdp/fingerprint.ts";
import { CERTIFICATE } from "../sdp/samples.ts";
import { printOf } from "./leg.ts";

const template = { der: CERTIFICATE, mutable: { offset: CERTIFICATE.length - 6, length: 6 } };
const code = shortCode(16);

function settle(call: number) {
  const caller = printOf(`alice ${call}`);
  const callee = printOf(`bob ${call}`);
  const calleeLeg = printOf("bob-leg");
  const chosen = grindShortCode.settleCertificate?.({ caller, callee, calleeLeg, template });
  if (!chosen) throw new Error("the attack settles no certificate");
  const callerLeg = certificateFingerprint(chosen.certificate, "sha-256");
  const alice = code.readAloud({ mine: caller, theirs: callerLeg });
  const bob = code.readAloud({ mine: callee, theirs: calleeLeg });
  return { ...chosen, alice, bob };
}

describe("attack grind-short-code", () => {
  const calls: ReturnType<typeof settle>[] = [];
  before(() => {
    calls.push(...[1, 2, 3, 4].map(settle));
  });

  it("finds a certificate with which both peers read the same two words", () => {
    for (const { alice, bob } of calls) expect(alice).to.equal(bob);
    expect(new Set(calls.map(({ alice }) => alice)).size).to.equal(4);
  });

  it("changes only bytes of the certificate that nobody verifies, and keeps its key", () => {
    const { offset } = template.mutable;
    const spki = (der: Uint8Array) =>
      new X509Certificate(der).publicKey.export({ type: "spki", format: "der" });
    for (const { certificate } of calls) {
      expect(certificate.subarray(0, offset)).to.deep.equal(CERTIFICATE.subarray(0, offset));
      expect(spki(certificate)).to.deep.equal(spki(CERTIFICATE));
    }
  });

  it("says how often it tried: the mean is near 2^16", () => {
    const mean = calls.reduce((sum, { tries }) => sum + tries, 0) / calls.length;
    // The mean of four such searches is outside these bounds once in 500 choices of the names above.
    expect(mean).to.be.within(2 ** 16 / 8, 2 ** 16 * 4);
  });

  it("refuses fingerprints of another algorithm than people compare", () => {
    const sha1 = parseFingerprint(`sha-1 ${Array(20).fill("AB").join(":")}`);
    const other = printOf("bob");
    const settled = { caller: sha1, callee: other, calleeLeg: other, template };
    expect(() => grindShortCode.settleCertificate?.(settled)).to.throw("sha-1");
  });
});
