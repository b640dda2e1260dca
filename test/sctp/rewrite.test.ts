import { expect } from "chai";
import fc from "fast-check";
import type { Chunk, PayloadChunk } from "../../src/sctp/chunk.ts";
import { PPID } from "../../src/sctp/dataChannel.ts";
import { parsePacket } from "../../src/sctp/packet.ts";
import { packetOfChunk, rewriteData } from "../../src/sctp/rewrite.ts";
import { SctpParseError } from "../../src/sctp/sctpParseError.ts";
import { bytesOf, data, fragmentsOf, interleaved, packet } from "./packets.ts";
import { checksumIsValid } from "./serialise.ts";

type Replacement = (chunk: PayloadChunk) => Uint8Array | undefined;

/** A packet with other contents in the places of some. */
function replaced(packet: Uint8Array, replacement: Replacement): Uint8Array {
  const rewritten = rewriteData(packet, (chunk) => {
    const content = replacement(chunk);
    return content && { content };
  });
  if (!rewritten) throw new Error("nothing was left out");
  return rewritten;
}

const sack: Chunk = { kind: "control", type: 3, flags: 0, value: bytesOf("sacks") };

describe("rewriting a message in flight", () => {
  it("puts in content of any length and changes nothing else", () => {
    const contents = fc.uint8Array({ minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(contents, contents, (content, other) => {
        const before = [
          data({ tsn: 1, payload: content }),
          sack,
          data({ tsn: 2, payload: other, unordered: true }),
        ];
        const original = packet(...before);
        const kept = Uint8Array.from(original);
        const rewritten = replaced(original, ({ tsn }) => (tsn === 1 ? other : undefined));
        expect(parsePacket(rewritten)).to.deep.equal({
          ...parsePacket(original),
          chunks: [data({ tsn: 1, payload: other }), ...before.slice(1)],
        });
        expect(checksumIsValid(rewritten)).to.equal(true);
        expect(rewritten.length % 4).to.equal(0);
        expect(original).to.deep.equal(kept);
      }),
    );
  });

  it("rewrites several messages of one packet", () => {
    const rewritten = replaced(packet(data({ tsn: 1 }), data({ tsn: 2 })), ({ tsn }) =>
      bytesOf(`now ${tsn}`),
    );
    const contents = parsePacket(rewritten).chunks.map((chunk) => chunk.kind === "data" && chunk.payload);
    expect(contents).to.deep.equal([bytesOf("now 1"), bytesOf("now 2")]);
  });

  it("keeps flag bits that have no meaning yet", () => {
    const original = packet(data({}));
    original[13] = 0xf3;
    expect(replaced(original, () => bytesOf("x"))[13]).to.equal(0xf3);
  });

  it("gives back the same object when nothing is replaced, even with a wrong checksum", () => {
    const original = packet(data({}), sack).with(8, 0);
    expect(replaced(original, () => undefined)).to.equal(original);
  });

  it("asks for whole messages only", () => {
    const asked: number[] = [];
    const chunks = [
      ...fragmentsOf(data({ tsn: 1, payload: bytesOf("abcdef") }), 2),
      data({ tsn: 9, ppid: PPID.DCEP }),
    ];
    const note = ({ tsn }: PayloadChunk) => {
      asked.push(tsn);
      return undefined;
    };
    replaced(packet(...chunks), note);
    expect(asked).to.deep.equal([9]);
  });

  it("rewrites a packet whose last chunk lacks its padding", () => {
    const unpadded = packet(data({ tsn: 1 }), data({ tsn: 2 })).subarray(0, -3);
    const rewritten = replaced(unpadded, ({ tsn }) => (tsn === 2 ? bytesOf("other words") : undefined));
    expect(parsePacket(rewritten).chunks).to.deep.equal([
      data({ tsn: 1 }),
      data({ tsn: 2, payload: bytesOf("other words") }),
    ]);
    expect(checksumIsValid(rewritten)).to.equal(true);
  });

  it("reads a Buffer out of a larger pool in its own place", () => {
    const pool = Buffer.concat([Buffer.alloc(5), packet(data({}))]).subarray(5);
    expect(parsePacket(replaced(pool, () => bytesOf("x"))).chunks).to.deep.equal([
      data({ payload: bytesOf("x") }),
    ]);
  });

  it("changes a whole message of I-DATA as well, and refuses what does not fit", () => {
    const original = packet(interleaved({ tsn: 1 }), interleaved({ tsn: 2, ending: false }));
    expect(parsePacket(replaced(original, () => bytesOf("other words"))).chunks).to.deep.equal([
      interleaved({ tsn: 1, payload: bytesOf("other words") }),
      interleaved({ tsn: 2, ending: false }),
    ]);
    expect(() => replaced(original, () => new Uint8Array(65_516))).to.throw(RangeError, "65515");
  });

  it("puts another kind of message in the place of one", () => {
    const change = { content: Uint8Array.of(2), ppid: PPID.DCEP };
    for (const chunk of [data({}), interleaved({})]) {
      const rewritten = rewriteData(packet(chunk, sack), () => change) ?? new Uint8Array();
      expect(parsePacket(rewritten).chunks).to.deep.equal([
        { ...chunk, ppid: PPID.DCEP, payload: Uint8Array.of(2) },
        sack,
      ]);
      expect(checksumIsValid(rewritten)).to.equal(true);
    }
  });

  it("leaves a message out, and the packet with it when nothing else is in it", () => {
    const rewritten = rewriteData(packet(data({ tsn: 1 }), sack), () => "left-out") ?? new Uint8Array();
    expect(parsePacket(rewritten).chunks).to.deep.equal([sack]);
    expect(checksumIsValid(rewritten)).to.equal(true);
    expect(rewriteData(packet(data({ tsn: 1 })), () => "left-out")).to.equal(undefined);
  });

  it("takes one chunk out into a packet of its own", () => {
    const both = packet(sack, data({ tsn: 1 }), data({ tsn: 2, payload: bytesOf("later") }));
    const alone = packetOfChunk(both, 2) ?? new Uint8Array();
    expect(alone).to.deep.equal(packet(data({ tsn: 2, payload: bytesOf("later") })));
    expect(packetOfChunk(both, 3)).to.equal(undefined);
  });

  it("refuses content that a DATA chunk cannot carry", () => {
    for (const length of [0, 65_520]) {
      expect(() => replaced(packet(data({})), () => new Uint8Array(length))).to.throw(RangeError, "65519");
    }
    expect(() => rewriteData(new Uint8Array(11), () => undefined)).to.throw(SctpParseError);
  });
});
