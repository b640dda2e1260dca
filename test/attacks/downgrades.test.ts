import { expect } from "chai";
import { keysInSdp } from "../../src/attacks/keysInSdp.ts";
import { noFingerprint } from "../../src/attacks/noFingerprint.ts";
import { plainSctp } from "../../src/attacks/plainSctp.ts";
import { splitLines } from "../../src/sdp/lines.ts";
import { SAMPLES } from "../sdp/samples.ts";
import { linesWithout, valuesOf } from "./leg.ts";

const random = (bytes: number) => new Uint8Array(bytes).fill(7);
const mediaLines = (sdp: string) =>
  splitLines(sdp).flatMap(({ text }) => (text.startsWith("m=") ? text : []));
const withoutMediaLines = (sdp: string) => sdp.replace(/^m=.*$/gm, "");

describe("attacks that ask for a connection without DTLS", () => {
  for (const [name, sdp] of Object.entries(SAMPLES)) {
    it(`no-fingerprint takes out all fingerprint lines and nothing else (${name})`, () => {
      const changed = noFingerprint.description(sdp, random);
      expect(valuesOf(changed, "fingerprint")).to.deep.equal([]);
      expect(changed).to.equal(linesWithout(sdp, ["fingerprint"]).join(""));
    });

    it(`plain-sctp changes the protocol of each m= line and nothing else (${name})`, () => {
      const changed = plainSctp.description(sdp, random);
      for (const [index, line] of mediaLines(changed).entries()) {
        const before = mediaLines(sdp)[index]?.split(" ") ?? [];
        expect(line.split(" ")).to.deep.equal([before[0], before[1], "UDP/SCTP", ...before.slice(3)]);
      }
      expect(withoutMediaLines(changed)).to.equal(withoutMediaLines(sdp));
    });

    it(`keys-in-sdp puts one key of 30 bytes into each m= section, and no line of DTLS stays (${name})`, () => {
      const changed = keysInSdp.description(sdp, random);
      const crypto = valuesOf(changed, "crypto");
      expect(crypto).to.have.length(mediaLines(sdp).length);
      for (const value of crypto) {
        const [, key] = /^1 AES_CM_128_HMAC_SHA1_80 inline:(\S+)$/.exec(value) ?? [];
        expect(Buffer.from(key ?? "", "base64")).to.deep.equal(Buffer.alloc(30, 7));
      }
      expect(mediaLines(changed).every((line) => line.includes(" RTP/SAVPF "))).to.equal(true);
      for (const name of ["fingerprint", "setup", "tls-id"])
        expect(valuesOf(changed, name), name).to.deep.equal([]);
      const rest = linesWithout(sdp, ["fingerprint", "setup", "tls-id"]);
      expect(
        linesWithout(withoutMediaLines(changed), ["crypto"]).map((line) => line.trimEnd()),
      ).to.deep.equal(rest.map((line) => (line.startsWith("m=") ? "" : line.trimEnd())));
    });
  }
});
