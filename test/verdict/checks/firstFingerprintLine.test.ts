import { expect } from "chai";
import extraFingerprint from "../../../scenarios/extraFingerprint.ts";
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
function ofAlice(sdp: string | undefined) {
  const trace = traceOf(
    ["conductor", { kind: "call-started", call: 1, caller: "alice", room: "call-1" }],
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
  return firstFingerprintLine(caseOf(extraFingerprint, trace, nothingRecorded))[0];
}

describe("check of the first fingerprint line", () => {
  const added = addFingerprint.description(bobs, LEG);
  const lines = (sdp: string) => sdp.split("\r\n").filter((line) => line.startsWith("a=fingerprint:"));

  it("holds where the genuine line still comes first, before the added one", () => {
    expect(lines(added)).to.have.length.greaterThan(1);
    expect(ofAlice(added)).to.include({ ok: true, observed: "Bob's own certificate" });
  });

  it("fails where the added line comes first", () => {
    const [genuine = "", ...others] = [...new Set(lines(added))];
    const swapped = added
      .replaceAll(genuine, "@")
      .replaceAll(others.at(-1) ?? "", genuine)
      .replaceAll("@", others.at(-1) ?? "");
    expect(ofAlice(swapped)).to.include({ ok: false, observed: "in call 1 another certificate (sha-256)" });
  });

  it("fails where there are not several lines, or none that can be read: the scenario expects some", () => {
    for (const sdp of [
      undefined,
      bobs,
      "v=0\r\n",
      "x".repeat(1 << 17),
      substituteFingerprint.description(bobs, LEG),
    ])
      expect(ofAlice(sdp)).to.include({
        ok: false,
        observed: "no SDP with several fingerprint lines arrived",
      });
  });
});
