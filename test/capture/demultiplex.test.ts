import { expect } from "chai";
import { type DatagramProtocol, demultiplex } from "../../src/capture/demultiplex.ts";

describe("demultiplexing (RFC 7983)", () => {
  it("decides each of the 256 first bytes", () => {
    const decided = Array.from({ length: 256 }, (_, first) => demultiplex(withFirstByte(first)));
    expect(runs(decided)).to.deep.equal([
      ["stun", 0, 3],
      ["other", 4, 19],
      ["dtls", 20, 63],
      ["turn-channel", 64, 79],
      ["other", 80, 127],
      ["rtp", 128, 191],
      ["other", 192, 255],
    ]);
  });

  it("takes the unified header of DTLS 1.3 for DTLS (RFC 9147)", () => {
    for (let bits = 0; bits < 32; bits += 1) {
      expect(demultiplex(Uint8Array.of(0b0010_0000 | bits, 0, 0))).to.equal("dtls");
    }
  });

  it("asks STUN for its magic cookie and a whole header", () => {
    expect(demultiplex(withFirstByte(0).subarray(0, 19))).to.equal("other");
    expect(demultiplex(withFirstByte(0).fill(0, 4, 5))).to.equal("other");
  });

  it("says nothing of an empty datagram", () => {
    expect(demultiplex(new Uint8Array(0))).to.equal("other");
  });
});

/** 20 bytes with the magic cookie where STUN has it, so that the first byte alone decides. */
function withFirstByte(first: number): Uint8Array {
  const datagram = new Uint8Array(20);
  datagram.set([0x21, 0x12, 0xa4, 0x42], 4);
  datagram[0] = first;
  return datagram;
}

/** Each run of equal decisions: what, its first index, its last one. */
function runs(decided: readonly DatagramProtocol[]): [DatagramProtocol, number, number][] {
  const found: [DatagramProtocol, number, number][] = [];
  for (const [index, what] of decided.entries()) {
    const run = found.at(-1);
    if (run?.[0] === what) run[2] = index;
    else found.push([what, index, index]);
  }
  return found;
}
