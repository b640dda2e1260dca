import { expect } from "chai";
import { substituteFingerprint } from "../../src/attacks/substituteFingerprint.ts";
import { formatFingerprint } from "../../src/sdp/fingerprint.ts";
import { SAMPLES } from "../sdp/samples.ts";
import { LEG, linesWithout, valuesOf } from "./leg.ts";

const CHANGED = ["fingerprint", "ice-ufrag", "ice-pwd", "candidate", "end-of-candidates"];

describe("attack substitute-fingerprint", () => {
  for (const [stack, sdp] of Object.entries(SAMPLES)) {
    it(`leads a peer of ${stack} to the leg, and changes nothing else`, () => {
      const changed = substituteFingerprint.description(sdp, LEG);
      expect(linesWithout(changed, CHANGED)).to.deep.equal(linesWithout(sdp, CHANGED));
      const print = formatFingerprint(LEG.fingerprint);
      expect(valuesOf(changed, "fingerprint")).to.deep.equal(valuesOf(sdp, "fingerprint").map(() => print));
      expect(valuesOf(changed, "ice-ufrag")).to.deep.equal(
        valuesOf(sdp, "ice-ufrag").map(() => LEG.iceUfrag),
      );
      expect(valuesOf(changed, "ice-pwd")).to.deep.equal(valuesOf(sdp, "ice-pwd").map(() => LEG.icePwd));
      expect(valuesOf(changed, "candidate")).to.deep.equal([]);
    });
  }

  it("leaves the DTLS roles to the peers", () => {
    for (const sdp of Object.values(SAMPLES)) {
      for (const setup of ["active", "passive", "actpass"]) {
        const said = sdp.replaceAll(/^a=setup:\w+/gm, `a=setup:${setup}`);
        expect(valuesOf(substituteFingerprint.description(said, LEG), "setup")).to.deep.equal(
          valuesOf(said, "setup"),
        );
      }
    }
  });

  it("changes no message", () => {
    expect(substituteFingerprint.messages).to.equal(undefined);
  });
});
