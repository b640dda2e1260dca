import { hash } from "node:crypto";
import { expect } from "chai";
import type { Fingerprint } from "../../src/sdp/fingerprint.ts";
import { type FingerprintPolicy, judgeFingerprints } from "../../src/sdp/policy.ts";
import { CERTIFICATE, CERTIFICATE_PRINTS } from "./samples.ts";

const genuine = (algorithm: keyof typeof CERTIFICATE_PRINTS): Fingerprint => ({
  algorithm,
  value: CERTIFICATE_PRINTS[algorithm],
});
const bogus = (algorithm: string, bytes: number): Fingerprint => ({
  algorithm,
  value: Array(bytes).fill("00").join(":"),
});
const STACK: FingerprintPolicy = { lines: "preferred-algorithm", floor: "sha-1" };
const STRICT: FingerprintPolicy = { lines: "every-line", floor: "sha-256" };

describe("sdp fingerprint policy", () => {
  it("accepts the genuine SHA-256 line under every policy", () => {
    for (const lines of ["preferred-algorithm", "every-line"] as const) {
      for (const floor of ["sha-1", "sha-256"] as const) {
        expect(judgeFingerprints([genuine("sha-256")], CERTIFICATE, { lines, floor })).to.deep.equal({
          ok: true,
        });
      }
    }
  });

  it("accepts lines of several algorithms that all match", () => {
    const all = [genuine("sha-1"), genuine("sha-256"), genuine("sha-512")];
    expect(code(all, STRICT)).to.equal("ok");
  });

  it("is content with one matching line of the preferred algorithm, and refuses the others under every-line", () => {
    for (const lines of [
      [genuine("sha-256"), bogus("sha-256", 32)],
      [bogus("sha-256", 32), genuine("sha-256")],
      [genuine("sha-256"), bogus("sha-1", 20)],
      [genuine("sha-512"), bogus("sha-256", 32)],
    ]) {
      expect(code(lines, STACK)).to.equal("ok");
      expect(code(lines, STRICT)).to.equal("EXTRA_FINGERPRINT");
    }
  });

  it("lets only the strongest algorithm offered decide, wherever its line is (RFC 8122 §5)", () => {
    for (const lines of [
      [genuine("sha-256"), bogus("sha-512", 64)],
      [bogus("sha-512", 64), genuine("sha-256")],
      [genuine("sha-1"), bogus("sha-256", 32)],
    ]) {
      expect(code(lines, STACK)).to.equal("CERTIFICATE_NOT_SIGNALLED");
      expect(code(lines, STRICT)).to.equal("CERTIFICATE_NOT_SIGNALLED");
    }
  });

  it("refuses SHA-1 or SHA-224 alone when the floor is SHA-256", () => {
    for (const algorithm of ["sha-1", "sha-224"] as const) {
      expect(code([genuine(algorithm)], STACK)).to.equal("ok");
      expect(code([genuine(algorithm)], { lines: "preferred-algorithm", floor: "sha-256" })).to.equal(
        "WEAK_FINGERPRINT",
      );
    }
  });

  it("never lets MD5, MD2 or an unknown algorithm vouch for a certificate, even with the right value", () => {
    const md5 = { algorithm: "md5", value: colons(hash("md5", CERTIFICATE, "hex")) };
    for (const line of [md5, bogus("md5", 16), bogus("md2", 16), bogus("blake3", 32)]) {
      expect(code([line], STACK)).to.equal("WEAK_FINGERPRINT");
      expect(code([line], STRICT)).to.equal("WEAK_FINGERPRINT");
    }
  });

  it("ignores a line that it cannot verify next to a genuine one, and refuses it under every-line", () => {
    for (const algorithm of ["md5", "md2", "blake3"]) {
      const lines = [genuine("sha-256"), bogus(algorithm, 16)];
      expect(code(lines, STACK)).to.equal("ok");
      const judged = judgeFingerprints(lines, CERTIFICATE, STRICT);
      expect(judged).to.deep.equal({
        ok: false,
        code: "EXTRA_FINGERPRINT",
        message: `a fingerprint of the algorithm "${algorithm}" cannot be verified`,
      });
    }
  });

  it("names a mismatch, a missing line and a missing certificate", () => {
    expect(code([bogus("sha-256", 32)], STACK)).to.equal("CERTIFICATE_NOT_SIGNALLED");
    expect(code([], STACK)).to.equal("FINGERPRINT_MISSING");
    const judged = judgeFingerprints([genuine("sha-256")], undefined, STACK);
    expect(judged.ok ? "ok" : judged.code).to.equal("CERTIFICATE_MISSING");
  });

  it("notices one changed bit of the certificate", () => {
    const changed = Uint8Array.from(CERTIFICATE);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    const judged = judgeFingerprints([genuine("sha-256")], changed, STACK);
    expect(judged.ok ? "ok" : judged.code).to.equal("CERTIFICATE_NOT_SIGNALLED");
  });
});

function colons(hex: string): string {
  return (hex.toUpperCase().match(/../g) ?? []).join(":");
}

function code(lines: readonly Fingerprint[], policy: FingerprintPolicy): string {
  const judged = judgeFingerprints(lines, CERTIFICATE, policy);
  return judged.ok ? "ok" : judged.code;
}
