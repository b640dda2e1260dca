import { expect } from "chai";
import extraFingerprint from "../../../scenarios/extraFingerprint.ts";
import honest from "../../../scenarios/honest.ts";
import { addFingerprint } from "../../../src/attacks/addFingerprint.ts";
import { substituteFingerprint } from "../../../src/attacks/substituteFingerprint.ts";
import { certificateFingerprint } from "../../../src/sdp/fingerprint.ts";
import { rewriteDescription } from "../../../src/sdp/rewrite.ts";
import { firstFingerprintLine } from "../../../src/verdict/checks/firstFingerprintLine.ts";
import { LEG } from "../../attacks/leg.ts";
import { CHROMIUM } from "../../sdp/samples.ts";
import { caseOf, nothingRecorded, traceOf } from "../cases.ts";

const BOB = Buffer.from("certificate of bob");
const bobs = rewriteDescription(CHROMIUM, { fingerprints: [certificateFingerprint(BOB, "sha-256")] });

/** What the check says of Alice, who received this answer. */
function ofAlice(sdp: string | undefined, scenario = extraFingerprint) {
  const trace = traceOf(
    [
      "bob",
      {
        kind: "key-made",
        pid: 1,
        owner: "bob",
        algorithm: "ECDSA P-256",
        certificate: BOB.toString("base64"),
      },
    ],
    ...(sdp === undefined ? [] : [["alice", { kind: "description-received", type: "answer", sdp }] as const]),
  );
  return firstFingerprintLine(caseOf(scenario, trace, nothingRecorded))[0];
}

describe("check of the first fingerprint line", () => {
  it("holds where the genuine line still comes first, before the added one", () => {
    expect(ofAlice(addFingerprint.description(bobs, LEG))).to.include({
      ok: true,
      observed: "the certificate that Bob made",
    });
  });

  it("fails where the line was replaced, taken out, or cannot be read", () => {
    expect(ofAlice(substituteFingerprint.description(bobs, LEG))).to.include({
      ok: false,
      observed: "another certificate",
    });
    for (const sdp of ["v=0\r\n", "x".repeat(1 << 17)]) expect(ofAlice(sdp)?.ok).to.equal(false);
  });

  it("cannot be made where no description arrived, and is left out where nobody adds a fingerprint", () => {
    expect(ofAlice(undefined)?.ok).to.equal(null);
    expect(ofAlice(bobs, honest)).to.equal(undefined);
  });
});
