import { expect } from "chai";
import { substituteFingerprint } from "../../src/attacks/substituteFingerprint.ts";
import { md5Fingerprint, sha1Fingerprint } from "../../src/attacks/weakFingerprint.ts";
import { CERTIFICATE_PRINTS, SAMPLES } from "../sdp/samples.ts";
import { LEG, linesWithout, valuesOf } from "./leg.ts";

/** As `openssl x509 -fingerprint -md5` prints it for the leg's certificate. */
const MD5 = "73:70:0A:23:9D:D2:AB:A3:62:58:FC:99:25:56:87:92";

describe("attacks with weak fingerprints", () => {
  for (const [attack, value] of [
    [sha1Fingerprint, `sha-1 ${CERTIFICATE_PRINTS["sha-1"]}`],
    [md5Fingerprint, `md5 ${MD5}`],
  ] as const) {
    it(`${attack.id} offers the leg's true value and no other fingerprint`, () => {
      for (const sdp of Object.values(SAMPLES)) {
        const changed = attack.description(sdp, LEG);
        expect(new Set(valuesOf(changed, "fingerprint"))).to.deep.equal(new Set([value]));
        expect(linesWithout(changed, ["fingerprint"])).to.deep.equal(
          linesWithout(substituteFingerprint.description(sdp, LEG), ["fingerprint"]),
        );
      }
    });
  }
});
