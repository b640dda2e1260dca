import { expect } from "chai";
import fc from "fast-check";
import { effectiveFacts, parseDescription } from "../../src/sdp/description.ts";
import { joinLines, MAX_DESCRIPTION_LENGTH, splitLines } from "../../src/sdp/lines.ts";
import { SdpParseError } from "../../src/sdp/sdpParseError.ts";
import { hostileSdp } from "./arbitraries.ts";
import { CHROMIUM, crlf, FIREFOX, LIBDATACHANNEL, SAMPLES, WERIFT } from "./samples.ts";

describe("sdp description", () => {
  it("reads keys, ICE and DTLS facts of each section of a werift offer", () => {
    const { session, media } = parseDescription(WERIFT);
    expect(session.fingerprints).to.deep.equal([]);
    expect(
      media.map(({ kind, protocol, mid, sctpPort }) => ({ kind, protocol, mid, sctpPort })),
    ).to.deep.equal([
      { kind: "audio", protocol: "UDP/TLS/RTP/SAVPF", mid: "0", sctpPort: undefined },
      { kind: "application", protocol: "UDP/DTLS/SCTP", mid: "1", sctpPort: 5000 },
    ]);
    expect(media[0]?.candidates[0]?.port).to.equal(40521);
    expect(media[1]?.setup).to.equal("actpass");
    expect(media[1]?.iceUfrag).to.equal("78cd");
    expect(media[1]?.icePwd).to.equal("e7cbc398993435f3ac0edf");
    expect(media[1]?.fingerprints[0]?.value.slice(0, 5)).to.equal("05:4A");
  });

  it("finds no problem in the description of any stack", () => {
    for (const [stack, sdp] of Object.entries(SAMPLES)) {
      expect(parseDescription(sdp).problems, stack).to.deep.equal([]);
    }
    expect(parseDescription(CHROMIUM).media[0]?.candidates).to.have.length(3);
  });

  it("reads tls-id", () => {
    const sdp = crlf("v=0", "a=tls-id:abc3de65cddef001be82", "m=application 9 UDP/DTLS/SCTP x");
    expect(parseDescription(sdp).session.tlsId).to.equal("abc3de65cddef001be82");
  });

  it("lets the values of a section win over those of the session part", () => {
    const fromSession = effectiveFacts(parseDescription(LIBDATACHANNEL), 0);
    expect(fromSession?.iceUfrag).to.equal("Zx81");
    expect(fromSession?.setup).to.equal("actpass");
    expect(fromSession?.fingerprints).to.have.length(1);
    const both = FIREFOX.replace("a=mid:0", "a=fingerprint:x AA\r\na=mid:0");
    expect(effectiveFacts(parseDescription(both), 0)?.fingerprints).to.deep.equal([
      { algorithm: "x", value: "AA" },
    ]);
    expect(effectiveFacts(parseDescription(FIREFOX), 1)).to.equal(undefined);
  });

  it("names each malformed line and reads on", () => {
    const sdp = crlf(
      "v=0",
      "a=fingerprint:sha-256 AA",
      "m=application",
      "a=setup:sideways",
      "a=candidate:nonsense",
      "a=ice-ufrag:a b",
      "a=sctp-port:65536",
      "a=mid:kept",
    );
    const { media, problems } = parseDescription(sdp);
    expect(problems.map(({ line, code }) => `${line} ${code}`)).to.deep.equal([
      "2 fingerprint-length",
      "3 media-syntax",
      "4 attribute-syntax",
      "5 candidate-syntax",
      "6 attribute-syntax",
      "7 attribute-syntax",
    ]);
    expect(media).to.deep.equal([{ kind: "application", fingerprints: [], candidates: [], mid: "kept" }]);
  });

  it("takes the last of a repeated attribute and says so", () => {
    const { session, problems } = parseDescription(crlf("a=setup:active", "a=setup:passive"));
    expect(session.setup).to.equal("passive");
    expect(problems.map(({ code }) => code)).to.deep.equal(["attribute-duplicate"]);
  });

  it("refuses a description that is too long to be one", () => {
    const long = "a".repeat(MAX_DESCRIPTION_LENGTH + 1);
    expect(() => parseDescription(long))
      .to.throw(SdpParseError)
      .with.property("code", "description-too-long");
  });

  it("reads a description of the greatest length in time, whatever its lines are", () => {
    for (const line of ["m=\n", `a=fingerprint:x ${"00:".repeat(90)}\n`, "a=mid:"]) {
      const sdp = line.repeat(MAX_DESCRIPTION_LENGTH / line.length);
      const started = performance.now();
      parseDescription(sdp);
      expect(performance.now() - started, JSON.stringify(line.slice(0, 20))).to.be.below(2000);
    }
  });

  it("never throws for any shorter text, and splits it without loss", () => {
    fc.assert(
      fc.property(hostileSdp, (sdp) => {
        parseDescription(sdp);
        expect(joinLines(splitLines(sdp))).to.equal(sdp);
      }),
    );
  });
});
