import { expect } from "chai";
import { addFingerprint } from "../../src/attacks/addFingerprint.ts";
import { substituteFingerprint } from "../../src/attacks/substituteFingerprint.ts";
import { formatFingerprint } from "../../src/sdp/fingerprint.ts";
import { SAMPLES } from "../sdp/samples.ts";
import { LEG, linesWithout, valuesOf } from "./leg.ts";

describe("attack add-fingerprint", () => {
  for (const [stack, sdp] of Object.entries(SAMPLES)) {
    it(`leaves the genuine fingerprint of ${stack} in the first line and adds its own behind it`, () => {
      const changed = addFingerprint.description(sdp, LEG);
      const print = formatFingerprint(LEG.fingerprint);
      const genuine = valuesOf(sdp, "fingerprint");
      expect(valuesOf(changed, "fingerprint")[0]).to.equal(genuine[0]);
      expect(valuesOf(changed, "fingerprint")).to.deep.equal(genuine.flatMap((value) => [value, print]));
    });

    it(`leads a peer of ${stack} to the leg just as substitution does`, () => {
      const others = (attack: typeof addFingerprint) =>
        linesWithout(attack.description(sdp, LEG), ["fingerprint"]);
      expect(others(addFingerprint)).to.deep.equal(others(substituteFingerprint));
    });
  }
});
