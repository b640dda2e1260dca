import { expect } from "chai";
import fc from "fast-check";
import {
  certificateFingerprint,
  fingerprintsMatch,
  fingerprintsOf,
  formatFingerprint,
  isUsableAlgorithm,
  parseFingerprint,
} from "../../src/sdp/fingerprint.ts";
import { SdpParseError } from "../../src/sdp/sdpParseError.ts";
import { hostileSdp } from "./arbitraries.ts";
import { CERTIFICATE, CERTIFICATE_PRINTS, crlf, FIREFOX, WERIFT } from "./samples.ts";

const RFC_8122_SHA_256 =
  "12:DF:3E:5D:49:6B:19:E5:7C:AB:4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB:4A:AD";
const RFC_8122_SHA_1 = "4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB";

describe("sdp fingerprint", () => {
  it("reads the two lines of the example in RFC 8122", () => {
    expect(parseFingerprint(`a=fingerprint:SHA-256 ${RFC_8122_SHA_256}`)).to.deep.equal({
      algorithm: "sha-256",
      value: RFC_8122_SHA_256,
    });
    expect(parseFingerprint(`a=fingerprint:SHA-1 ${RFC_8122_SHA_1}`)).to.deep.equal({
      algorithm: "sha-1",
      value: RFC_8122_SHA_1,
    });
  });

  it("calculates the same fingerprints as openssl for every usable algorithm", () => {
    for (const [algorithm, value] of Object.entries(CERTIFICATE_PRINTS)) {
      if (!isUsableAlgorithm(algorithm)) throw new Error(algorithm);
      expect(certificateFingerprint(CERTIFICATE, algorithm)).to.deep.equal({ algorithm, value });
    }
  });

  it("lets MD5 and MD2 be read but not used", () => {
    const md5 = parseFingerprint("md5 73:70:0A:23:9D:D2:AB:A3:62:58:FC:99:25:56:87:92");
    expect(md5.algorithm).to.equal("md5");
    expect(["md5", "md2", "sha-3", "constructor"].some(isUsableAlgorithm)).to.equal(false);
  });

  it("normalises case, and compares without it", () => {
    const lower = parseFingerprint(`SHA-256 ${RFC_8122_SHA_256.toLowerCase()}`);
    expect(lower.value).to.equal(RFC_8122_SHA_256);
    expect(
      fingerprintsMatch(lower, { algorithm: "Sha-256", value: RFC_8122_SHA_256.toLowerCase() }),
    ).to.equal(true);
  });

  it("does not take equal values of two algorithms for a match", () => {
    const value = "AA:BB";
    expect(fingerprintsMatch({ algorithm: "x-one", value }, { algorithm: "x-two", value })).to.equal(false);
  });

  it("keeps an unknown algorithm as data", () => {
    expect(parseFingerprint("blake3 00:FF")).to.deep.equal({ algorithm: "blake3", value: "00:FF" });
  });

  it("finds every line with its level, in order", () => {
    const sdp = crlf(
      "v=0",
      "a=fingerprint:x 01",
      "m=a 9 X y",
      "m=b 9 X y",
      "a=fingerprint:x 02",
      "a=fingerprint:x 03",
    );
    expect(fingerprintsOf(sdp)).to.deep.equal([
      { level: "session", fingerprint: { algorithm: "x", value: "01" } },
      { level: 1, fingerprint: { algorithm: "x", value: "02" } },
      { level: 1, fingerprint: { algorithm: "x", value: "03" } },
    ]);
    expect(fingerprintsOf(WERIFT).map(({ level }) => level)).to.deep.equal([0, 1]);
    expect(fingerprintsOf(FIREFOX).map(({ level }) => level)).to.deep.equal(["session"]);
  });

  it("refuses a digest of the wrong length for a known algorithm", () => {
    expect(codeOf(() => parseFingerprint(`sha-256 ${RFC_8122_SHA_1}`))).to.equal("fingerprint-length");
  });

  it("refuses what is no fingerprint", () => {
    const long = `x ${"00:".repeat(200)}00`;
    for (const text of [
      "",
      "sha-256",
      "sha-256 ",
      "sha-256 AA:B",
      "sha-256 AABB",
      "sha 256 AA",
      "x AA\r\n",
      long,
    ]) {
      expect(
        codeOf(() => parseFingerprint(text)),
        text,
      ).to.equal("fingerprint-syntax");
    }
  });

  it("gives back every fingerprint that it writes", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9-]{4,12}x$/),
        fc.uint8Array({ minLength: 1, maxLength: 64 }),
        (algorithm, bytes) => {
          const fingerprint = { algorithm, value: [...bytes].map(hexPair).join(":") };
          expect(parseFingerprint(formatFingerprint(fingerprint))).to.deep.equal(fingerprint);
        },
      ),
    );
  });

  it("throws nothing but its own error for any text", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), hostileSdp), (text) => {
        codeOf(() => parseFingerprint(text));
        fingerprintsOf(text);
      }),
    );
  });
});

function hexPair(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, "0");
}

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
    return undefined;
  } catch (error) {
    if (error instanceof SdpParseError) return error.code;
    throw error;
  }
}
