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
const STACK: FingerprintPolicy = { lines: "any-line", floor: "sha-1" };
const STRICT: FingerprintPolicy = { lines: "every-line", floor: "sha-256" };

describe("sdp fingerprint policy", () => {
  it("accepts the genuine SHA-256 line under every policy", () => {
    for (const lines of ["any-line", "every-line"] as const) {
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

  it("lets one matching line vouch for bogus ones as stacks do, and refuses them under every-line", () => {
    for (const lines of [
      [genuine("sha-256"), bogus("sha-256", 32)],
      [bogus("sha-256", 32), genuine("sha-256")],
      [genuine("sha-256"), bogus("sha-1", 20)],
    ]) {
      expect(code(lines, STACK)).to.equal("ok");
      expect(code(lines, STRICT)).to.equal("EXTRA_FINGERPRINT");
    }
  });

  it("refuses SHA-1 or SHA-224 alone when the floor is SHA-256", () => {
    for (const algorithm of ["sha-1", "sha-224"] as const) {
      expect(code([genuine(algorithm)], STACK)).to.equal("ok");
      expect(code([genuine(algorithm)], { lines: "any-line", floor: "sha-256" })).to.equal(
        "WEAK_FINGERPRINT",
      );
    }
  });

  it("does not let a matching weak line vouch for a bogus strong one", () => {
    const lines = [genuine("sha-1"), bogus("sha-256", 32)];
    expect(code(lines, STACK)).to.equal("ok");
    expect(code(lines, { lines: "any-line", floor: "sha-256" })).to.equal("FINGERPRINT_MISMATCH");
  });

  it("never verifies MD5, MD2 or an unknown algorithm", () => {
    expect(code([bogus("md5", 16)], STACK)).to.equal("WEAK_FINGERPRINT");
    expect(code([bogus("blake3", 32)], STACK)).to.equal("WEAK_FINGERPRINT");
    expect(code([genuine("sha-256"), bogus("md5", 16), bogus("blake3", 32)], STRICT)).to.equal("ok");
  });

  it("names a mismatch, a missing line and a missing certificate", () => {
    expect(code([bogus("sha-256", 32)], STACK)).to.equal("FINGERPRINT_MISMATCH");
    expect(code([], STACK)).to.equal("FINGERPRINT_MISSING");
    const judged = judgeFingerprints([genuine("sha-256")], undefined, STACK);
    expect(judged.ok ? "ok" : judged.code).to.equal("CERTIFICATE_MISSING");
  });

  it("notices one changed bit of the certificate", () => {
    const changed = Uint8Array.from(CERTIFICATE);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    const judged = judgeFingerprints([genuine("sha-256")], changed, STACK);
    expect(judged.ok ? "ok" : judged.code).to.equal("FINGERPRINT_MISMATCH");
  });
});

function code(lines: readonly Fingerprint[], policy: FingerprintPolicy): string {
  const judged = judgeFingerprints(lines, CERTIFICATE, policy);
  return judged.ok ? "ok" : judged.code;
}
