import { expect } from "chai";
import fc from "fast-check";
import { parse, write } from "sdp-transform";
import { effectiveFacts, parseDescription } from "../../src/sdp/description.ts";
import { type Fingerprint, fingerprintsOf, formatFingerprint } from "../../src/sdp/fingerprint.ts";
import { addCandidates, addFingerprint, rewriteDescription } from "../../src/sdp/rewrite.ts";
import { SdpParseError } from "../../src/sdp/sdpParseError.ts";
import { hostileSdp } from "./arbitraries.ts";
import { CHROMIUM, crlf, FIREFOX, SAMPLES, WERIFT } from "./samples.ts";

const LEG: Fingerprint = { algorithm: "sha-256", value: Array(32).fill("E5").join(":") };
const BOGUS: Fingerprint = { algorithm: "sha-512", value: Array(64).fill("00").join(":") };
const TOUCHED = /^a=(?:(?:fingerprint|ice-ufrag|ice-pwd|candidate):|end-of-candidates)/;

describe("sdp rewrite", () => {
  it("keeps every other line, its place and its bytes, for each stack", () => {
    for (const [stack, sdp] of Object.entries(SAMPLES)) {
      const rewritten = rewriteDescription(sdp, {
        fingerprints: [LEG],
        iceUfrag: "legs",
        icePwd: "0123456789012345678901",
        dropCandidates: true,
      });
      expect(untouched(rewritten), stack).to.equal(untouched(sdp));
      expect(rewritten).to.match(/\r\n$/);
      expect(rewritten.replaceAll("\r\n", "")).to.not.match(/[\r\n]/);
      const facts = effectiveFacts(parseDescription(rewritten), 0);
      expect(facts?.fingerprints, stack).to.deep.equal([LEG]);
      expect(facts?.iceUfrag).to.equal("legs");
      expect(facts?.icePwd).to.equal("0123456789012345678901");
      expect(facts?.candidates).to.deep.equal([]);
    }
  });

  it("leaves no genuine fingerprint, credential or candidate behind", () => {
    for (const sdp of Object.values(SAMPLES)) {
      const rewritten = rewriteDescription(sdp, {
        fingerprints: [LEG],
        iceUfrag: "legs",
        icePwd: "0123456789012345678901",
        dropCandidates: true,
      });
      const { session, media } = parseDescription(sdp);
      for (const facts of [session, ...media]) {
        for (const { value } of facts.fingerprints) expect(rewritten).to.not.include(value);
        expect(rewritten).to.not.include(`ice-pwd:${facts.icePwd}`);
        expect(rewritten).to.not.include(`ice-ufrag:${facts.iceUfrag}`);
      }
      expect(rewritten).to.not.include("candidate");
    }
  });

  it("changes nothing when nothing is to change", () => {
    for (const sdp of Object.values(SAMPLES)) expect(rewriteDescription(sdp, {})).to.equal(sdp);
    fc.assert(fc.property(hostileSdp, (sdp) => rewriteDescription(sdp, {}) === sdp));
  });

  it("is needed: sdp-transform alone reorders each description, or loses lines of it", () => {
    const two = CHROMIUM.replace(/(a=fingerprint:).*\r\n/, `$&$1${formatFingerprint(BOGUS)}\r\n`);
    expect(fingerprintsOf(two)).to.have.length(2);
    expect(fingerprintsOf(write(parse(two)))).to.have.length(1);
    expect(write(parse(CHROMIUM))).to.not.include("typ host generation 0 ufrag Kq3T network-cost");
    for (const sdp of Object.values(SAMPLES)) expect(write(parse(sdp))).to.not.equal(sdp);
  });

  it("replaces several fingerprints at the levels that had some", () => {
    const both = FIREFOX.replace("a=mid:0", "a=fingerprint:x AA\r\na=fingerprint:x BB\r\na=mid:0");
    expect(fingerprintsOf(rewriteDescription(both, { fingerprints: [LEG, BOGUS] }))).to.deep.equal([
      { level: "session", fingerprint: LEG },
      { level: "session", fingerprint: BOGUS },
      { level: 0, fingerprint: LEG },
      { level: 0, fingerprint: BOGUS },
    ]);
  });

  it("replaces fingerprint and candidate lines that sdp-transform cannot read", () => {
    const odd = crlf(
      "m=application 9 UDP/DTLS/SCTP x",
      "a=fingerprint:sha-256\tAA",
      "a=candidate:1  1 udp",
      "a=mid:0",
    );
    expect(rewriteDescription(odd, { fingerprints: [LEG], dropCandidates: true })).to.equal(
      crlf("m=application 9 UDP/DTLS/SCTP x", `a=fingerprint:${formatFingerprint(LEG)}`, "a=mid:0"),
    );
  });

  it("adds a fingerprint after the genuine ones, and only that line", () => {
    for (const [stack, sdp] of Object.entries(SAMPLES)) {
      const more = addFingerprint(sdp, BOGUS);
      expect(more.replaceAll(`a=fingerprint:${formatFingerprint(BOGUS)}\r\n`, ""), stack).to.equal(sdp);
      expect(fingerprintsOf(more)).to.deep.equal(
        fingerprintsOf(sdp).flatMap((own) => [own, { level: own.level, fingerprint: BOGUS }]),
      );
    }
  });

  it("puts a fingerprint at session level where there was none", () => {
    const none = crlf("v=0", "t=0 0", "m=application 9 UDP/DTLS/SCTP x");
    const line = `a=fingerprint:${formatFingerprint(LEG)}`;
    const expected = crlf("v=0", "t=0 0", line, "m=application 9 UDP/DTLS/SCTP x");
    expect(rewriteDescription(none, { fingerprints: [LEG] })).to.equal(expected);
    expect(addFingerprint(none, LEG)).to.equal(expected);
  });

  it("sets credentials wherever they stand", () => {
    expect(rewriteDescription(WERIFT, { iceUfrag: "abcd", icePwd: "0123456789012345678901" })).to.equal(
      WERIFT.replaceAll("ufrag:78cd", "ufrag:abcd").replaceAll(
        "e7cbc398993435f3ac0edf",
        "0123456789012345678901",
      ),
    );
  });

  it("keeps bare LF line ends and an open last line", () => {
    const open = "v=0\na=fingerprint:x AA\nm=application 9 UDP/DTLS/SCTP x\na=ice-ufrag:abcd";
    expect(rewriteDescription(open, { fingerprints: [LEG, BOGUS], iceUfrag: "legs" })).to.equal(
      [
        "v=0",
        `a=fingerprint:${formatFingerprint(LEG)}`,
        `a=fingerprint:${formatFingerprint(BOGUS)}`,
        "m=application 9 UDP/DTLS/SCTP x",
        "a=ice-ufrag:legs",
      ].join("\n"),
    );
  });

  it("gives a changed line the terminator of the line that it replaces", () => {
    const mixed = "v=0\r\na=ice-ufrag:abcd\nm=application 9 UDP/DTLS/SCTP x\r\na=ice-ufrag:abcd\ra=mid:0\r\n";
    expect(rewriteDescription(mixed, { iceUfrag: "legs" })).to.equal(mixed.replaceAll("abcd", "legs"));
  });

  it("adds candidates at the end of one section, and says that there are no more", () => {
    const two = ["v=0", "m=audio 9 X 0", "a=mid:0", "m=application 9 UDP/DTLS/SCTP x", "a=mid:1"];
    const added = ["a=candidate:1 1 udp 1 127.0.0.1 9 typ host", "a=end-of-candidates"];
    const candidates = ["candidate:1 1 udp 1 127.0.0.1 9 typ host"];
    expect(addCandidates(crlf(...two), 0, candidates)).to.equal(
      crlf(...two.slice(0, 3), ...added, ...two.slice(3)),
    );
    expect(addCandidates(crlf(...two), 1, candidates)).to.equal(crlf(...two, ...added));
    expect(addCandidates(crlf(...two), 2, candidates)).to.equal(crlf(...two));
  });

  it("refuses a value that would smuggle in a line", () => {
    for (const iceUfrag of ["abcd\r\na=evil:1", "abcd\na=evil", "abcd\r\nm=audio 9 X y"]) {
      expect(() => rewriteDescription(WERIFT, { iceUfrag }))
        .to.throw(SdpParseError)
        .with.property("code", "not-one-line");
    }
  });

  it("changes only the lines that it names, whatever the description", () => {
    fc.assert(
      fc.property(hostileSdp, (sdp) => {
        const rewritten = rewriteDescription(sdp, {
          iceUfrag: "legs",
          dropCandidates: true,
        });
        expect(untouched(rewritten)).to.equal(untouched(sdp));
      }),
      { numRuns: 60 },
    );
  });
});

/** The lines that no change names, without their terminators. */
function untouched(sdp: string): string {
  const lines = sdp.split(/\r\n|\r|\n/);
  if (lines.at(-1) === "") lines.pop();
  return JSON.stringify(lines.filter((line) => !TOUCHED.test(line)));
}
