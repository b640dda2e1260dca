import { expect } from "chai";
import fc from "fast-check";
import { formatCandidate, mapCandidate, parseCandidate } from "../../src/sdp/candidate.ts";
import { SdpParseError } from "../../src/sdp/sdpParseError.ts";
import { SAMPLES } from "./samples.ts";

const RFC_8839_SRFLX =
  "candidate:2 1 UDP 1694498815 192.0.2.3 45664 typ srflx raddr 203.0.113.141 rport 8998";

describe("sdp candidate", () => {
  it("reads the server-reflexive candidate of RFC 8839", () => {
    expect(parseCandidate(`a=${RFC_8839_SRFLX}`)).to.deep.equal({
      foundation: "2",
      component: 1,
      protocol: "UDP",
      priority: 1694498815,
      address: "192.0.2.3",
      port: 45664,
      type: "srflx",
      relatedAddress: "203.0.113.141",
      relatedPort: 8998,
      extensions: [],
    });
  });

  it("reads a candidate with each prefix that stacks signal, and with none", () => {
    const expected = parseCandidate(RFC_8839_SRFLX);
    expect(parseCandidate(`a=${RFC_8839_SRFLX}`)).to.deep.equal(expected);
    expect(parseCandidate(RFC_8839_SRFLX.replace("candidate:", ""))).to.deep.equal(expected);
  });

  it("gives back each candidate of the stacks' descriptions unchanged, extensions included", () => {
    const lines = Object.values(SAMPLES).flatMap((sdp) => sdp.match(/candidate:.*(?=\r\n)/g) ?? []);
    expect(lines).to.have.length(6);
    for (const line of lines) expect(formatCandidate(parseCandidate(line))).to.equal(line);
  });

  it("replaces nothing but the transport address", () => {
    const mapped = mapCandidate(parseCandidate(RFC_8839_SRFLX), { address: "127.0.0.1", port: 4000 });
    expect(formatCandidate(mapped)).to.equal(RFC_8839_SRFLX.replace("192.0.2.3 45664", "127.0.0.1 4000"));
  });

  it("refuses numbers that do not fit their field", () => {
    for (const text of [
      "candidate:1 0 UDP 1 192.0.2.1 1 typ host",
      "candidate:1 257 UDP 1 192.0.2.1 1 typ host",
      "candidate:1 1 UDP 4294967296 192.0.2.1 1 typ host",
      "candidate:1 1 UDP 1 192.0.2.1 65536 typ host",
      "candidate:1 1 UDP 1 192.0.2.1 1 typ srflx raddr 192.0.2.1 rport 70000",
    ]) {
      expect(codeOf(text), text).to.equal("candidate-range");
    }
  });

  it("refuses what does not follow the grammar", () => {
    for (const text of [
      "",
      "candidate:",
      "candidate:1 1 UDP 1 192.0.2.1 1",
      "candidate:1 1 UDP 1 192.0.2.1 1 host host",
      "candidate:1 1 UDP 1 192.0.2.1 -1 typ host",
      "candidate:1  1 UDP 1 192.0.2.1 1 typ host",
      "candidate:1 1 UDP 1 192.0.2.1 1 typ host generation",
      "candidate:1 1 UDP 1 192.0.2.1 1 typ host\r\na=x y",
      `candidate:1 1 UDP 1 ${"1".repeat(600)} 1 typ host`,
    ]) {
      expect(codeOf(text), text).to.equal("candidate-syntax");
    }
  });

  it("throws nothing but its own error for any text", () => {
    const words = fc.constantFrom(
      "candidate:1",
      "1",
      "udp",
      "192.0.2.1",
      "typ",
      "host",
      "raddr",
      "rport",
      "",
      "\u0000",
    );
    fc.assert(
      fc.property(
        fc.array(words).map((list) => list.join(" ")),
        (text) => void codeOf(text),
      ),
    );
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void codeOf(text)));
  });
});

function codeOf(text: string): string | undefined {
  try {
    parseCandidate(text);
    return undefined;
  } catch (error) {
    if (error instanceof SdpParseError) return error.code;
    throw error;
  }
}
