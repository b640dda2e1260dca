import { expect } from "chai";
import { useHandedKeys } from "../../src/attacks/useHandedKeys.ts";
import { SAMPLES } from "../sdp/samples.ts";
import { LEG, linesWithout, valuesOf } from "./leg.ts";

const CHANGED = ["ice-ufrag", "ice-pwd", "candidate", "end-of-candidates"];

describe("attack use-handed-keys", () => {
  for (const [stack, sdp] of Object.entries(SAMPLES)) {
    it(`leads a peer of ${stack} to the leg and leaves every fingerprint as it is`, () => {
      const changed = useHandedKeys.description(sdp, LEG);
      expect(linesWithout(changed, CHANGED)).to.deep.equal(linesWithout(sdp, CHANGED));
      expect(valuesOf(changed, "fingerprint")).to.deep.equal(valuesOf(sdp, "fingerprint"));
      expect(new Set(valuesOf(changed, "ice-ufrag"))).to.deep.equal(new Set([LEG.iceUfrag]));
      expect(valuesOf(changed, "candidate")).to.deep.equal([]);
    });
  }

  it("shows the certificates that the server handed out, and changes no message", () => {
    expect(useHandedKeys.legCertificates).to.equal("handed-to-peers");
    expect(useHandedKeys.messages).to.equal(undefined);
  });
});
