import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import {
  removeSignature,
  type SignedContext,
  signFingerprints,
  verifyFingerprints,
} from "../../src/sdp/identitySignature.ts";
import { joinLines, splitLines } from "../../src/sdp/lines.ts";
import { SdpParseError } from "../../src/sdp/sdpParseError.ts";
import { hostileSdp } from "./arbitraries.ts";
import { CHROMIUM, SAMPLES, WERIFT } from "./samples.ts";

const alice = generateKeyPairSync("ed25519");
const mallory = generateKeyPairSync("ed25519");
const CONTEXT: SignedContext = { signer: "alice", session: "call 1", type: "offer" };
const SIGNED = signFingerprints(WERIFT, CONTEXT, alice.privateKey);
const OWN_PRINT = Array(32).fill("EE").join(":");

const verify = (sdp: string, context = CONTEXT) => verifyFingerprints(sdp, context, alice.publicKey);

describe("SDP identity signature", () => {
  it("is one session-level line, and everything else stays as it was", () => {
    for (const sdp of Object.values(SAMPLES)) {
      const signed = signFingerprints(sdp, CONTEXT, alice.privateKey);
      const added = splitLines(signed).filter(({ text }) => text.startsWith("a=x-lab-identity:"));
      expect(added.map(({ level }) => level)).to.deep.equal(["session"]);
      expect(removeSignature(signed)).to.equal(sdp);
      expect(verify(signed)).to.equal("valid");
      expect(verify(sdp)).to.equal("missing");
    }
  });

  it("is invalid from another key, for another session, part or signer", () => {
    expect(verify(signFingerprints(WERIFT, CONTEXT, mallory.privateKey))).to.equal("invalid");
    expect(verify(SIGNED, { ...CONTEXT, session: "call 2" })).to.equal("invalid");
    expect(verify(SIGNED, { ...CONTEXT, type: "answer" })).to.equal("invalid");
    expect(verify(SIGNED, { ...CONTEXT, signer: "bob" })).to.equal("invalid");
    // The parts of the context must not run into each other.
    const glued = signFingerprints(
      WERIFT,
      { ...CONTEXT, signer: "alice call", session: "1" },
      alice.privateKey,
    );
    expect(verify(glued)).to.equal("invalid");
  });

  it("is invalid next to a second signature, even a good one, and replaced when its owner signs again", () => {
    const [line] = splitLines(SIGNED).filter(({ text }) => text.startsWith("a=x-lab-identity:"));
    expect(verify(`${SIGNED}${line?.text}\r\n`)).to.equal("invalid");
    expect(signFingerprints(SIGNED, CONTEXT, alice.privateKey)).to.equal(SIGNED);
  });

  it("is invalid when it is cut, empty or no base64", () => {
    for (const value of ["", "AAAA", "%%%", "A".repeat(5000)]) {
      const broken = joinLines(
        splitLines(SIGNED).map((line) =>
          line.text.startsWith("a=x-lab-identity:") ? { ...line, text: `a=x-lab-identity:${value}` } : line,
        ),
      );
      expect(verify(broken), value.slice(0, 10)).to.equal("invalid");
    }
  });

  it("is invalid after any change of a fingerprint line: replaced, added, removed, moved to another order", () => {
    for (const changed of [
      SIGNED.replace(/sha-256 05/, "sha-256 06"),
      SIGNED.replace(/a=fingerprint:[^\r]*\r\n/, ""),
      SIGNED.replace(/a=fingerprint:[^\r]*\r\n/, (line) => line + line),
      SIGNED.replace(/a=fingerprint:/, `a=fingerprint:sha-256 ${OWN_PRINT}\r\na=fingerprint:`),
      SIGNED.replace("sha-256", "SHA-256"),
    ]) {
      expect(changed).not.to.equal(SIGNED);
      expect(verify(changed)).to.equal("invalid");
    }
  });

  it("covers lines that this lab's parser refuses but a lenient stack reads", () => {
    for (const value of [
      `sha-256 ${OWN_PRINT} `,
      `sha-256 ${OWN_PRINT} and more`,
      `sha-256 ${OWN_PRINT.replaceAll(":", "")}`,
      `sha256 ${OWN_PRINT}`,
      `sha-256  ${OWN_PRINT}`,
      "",
    ]) {
      for (const level of ["v=0\r\n", "a=mid:0\r\n"]) {
        const changed = SIGNED.replace(level, `${level}a=fingerprint:${value}\r\n`);
        expect(changed).not.to.equal(SIGNED);
        expect(verify(changed), value).to.equal("invalid");
      }
    }
  });

  it("stays valid when anything but fingerprints changes", () => {
    const lines = splitLines(SIGNED);
    const covered = ["a=fingerprint:", "a=x-lab-identity:"];
    fc.assert(
      fc.property(fc.nat(lines.length - 1), fc.constantFrom("drop", "double"), (index, change) => {
        const line = lines[index];
        if (!line || covered.some((start) => line.text.startsWith(start))) return;
        const changed = lines.flatMap((other) =>
          other !== line ? [other] : change === "drop" ? [] : [other, other],
        );
        expect(verify(joinLines(changed))).to.equal("valid");
      }),
    );
  });

  it("signs and verifies any text without failing but for its length", () => {
    fc.assert(
      fc.property(hostileSdp, (sdp) => {
        expect(verify(signFingerprints(sdp, CONTEXT, alice.privateKey))).to.equal("valid");
        expect(["missing", "invalid"]).to.include(verify(sdp));
      }),
    );
    expect(() => verify(CHROMIUM + " ".repeat(1 << 16))).to.throw(SdpParseError, "characters");
  });
});
