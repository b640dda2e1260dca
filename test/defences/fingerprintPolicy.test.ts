import { expect } from "chai";
import { addFingerprint } from "../../src/attacks/addFingerprint.ts";
import type { SignallingAttack } from "../../src/attacks/attack.ts";
import { substituteFingerprint } from "../../src/attacks/substituteFingerprint.ts";
import { md5Fingerprint, sha1Fingerprint } from "../../src/attacks/weakFingerprint.ts";
import { everyFingerprintLine, sha256Floor } from "../../src/defences/fingerprintPolicy.ts";
import { certificateFingerprint } from "../../src/sdp/fingerprint.ts";
import { rewriteDescription } from "../../src/sdp/rewrite.ts";
import { LEG } from "../attacks/leg.ts";
import { CERTIFICATE, WERIFT } from "../sdp/samples.ts";
import { contextOf } from "./context.ts";

/** The codes of both policies when DTLS delivers the leg's certificate under this description. */
function codes(sdp: string): (string | undefined)[] {
  const call = { ...contextOf("alice"), remoteSdp: sdp };
  return [everyFingerprintLine, sha256Floor].map(({ delivered }) => delivered?.(CERTIFICATE, call)?.code);
}
const attacked = (attack: SignallingAttack) => codes(attack.description(WERIFT, LEG));

describe("defences every-fingerprint-line and sha-256-floor", () => {
  it("stay silent when the only fingerprint is of the delivered certificate", () => {
    const honest = rewriteDescription(WERIFT, {
      fingerprints: [certificateFingerprint(CERTIFICATE, "sha-256")],
    });
    expect(codes(honest)).to.deep.equal([undefined, undefined]);
  });

  it("differ on an added fingerprint: only the policy for every line refuses it, with EXTRA_FINGERPRINT", () => {
    expect(attacked(addFingerprint)).to.deep.equal(["EXTRA_FINGERPRINT", undefined]);
  });

  it("differ on a line that nobody can verify: only the policy for every line refuses it", () => {
    const honest = rewriteDescription(WERIFT, {
      fingerprints: [certificateFingerprint(CERTIFICATE, "sha-256")],
    });
    for (const added of [
      "a=fingerprint:md5 00",
      "a=fingerprint:sha-256\tAB:CD",
      "a=fingerprint:blake3 AB:CD",
    ]) {
      const sdp = honest.replace(/a=fingerprint:.*\r\n/, `$&${added}\r\n`);
      expect(codes(sdp), added).to.deep.equal(["EXTRA_FINGERPRINT", undefined]);
    }
  });

  it("differ on SHA-1 alone: only the floor refuses it, with WEAK_FINGERPRINT", () => {
    expect(attacked(sha1Fingerprint)).to.deep.equal([undefined, "WEAK_FINGERPRINT"]);
  });

  it("both refuse MD5 alone with WEAK_FINGERPRINT, although the value is right", () => {
    expect(attacked(md5Fingerprint)).to.deep.equal(["WEAK_FINGERPRINT", "WEAK_FINGERPRINT"]);
  });

  it("catch nothing when the server replaces every fingerprint by one of its own, as strong as they ask", () => {
    expect(attacked(substituteFingerprint)).to.deep.equal([undefined, undefined]);
  });
});
