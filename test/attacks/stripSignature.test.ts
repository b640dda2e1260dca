import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import { stripSignature } from "../../src/attacks/stripSignature.ts";
import { substituteFingerprint } from "../../src/attacks/substituteFingerprint.ts";
import { signFingerprints, verifyFingerprints } from "../../src/sdp/identitySignature.ts";
import { SAMPLES } from "../sdp/samples.ts";
import { LEG } from "./leg.ts";

const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const context = { signer: "alice", session: "call 1", type: "offer" } as const;

describe("attack strip-signature", () => {
  it("makes of a signed description what substitution makes of one that was never signed", () => {
    for (const sdp of Object.values(SAMPLES)) {
      const signed = signFingerprints(sdp, context, privateKey);
      const stripped = stripSignature.description(signed, LEG);
      expect(stripped).to.equal(substituteFingerprint.description(sdp, LEG));
      expect(verifyFingerprints(stripped, context, publicKey)).to.equal("missing");
      expect(verifyFingerprints(substituteFingerprint.description(signed, LEG), context, publicKey)).to.equal(
        "invalid",
      );
    }
  });
});
