import { expect } from "chai";
import fc from "fast-check";
import type { Chunk, DataChunk } from "../../src/sctp/chunk.ts";
import { PPID } from "../../src/sctp/dataChannel.ts";
import { parsePacket } from "../../src/sctp/packet.ts";
import { rewriteData } from "../../src/sctp/rewrite.ts";
import { SctpParseError } from "../../src/sctp/sctpParseError.ts";
import { bytesOf, data, fragmentsOf, packet } from "./packets.ts";
import { checksumIsValid } from "./serialise.ts";

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
        const rewritten = rewriteData(original, ({ tsn }) => (tsn === 1 ? other : undefined));
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
    const rewritten = rewriteData(packet(data({ tsn: 1 }), data({ tsn: 2 })), ({ tsn }) =>
      bytesOf(`now ${tsn}`),
    );
    const contents = parsePacket(rewritten).chunks.map((chunk) => chunk.kind === "data" && chunk.payload);
    expect(contents).to.deep.equal([bytesOf("now 1"), bytesOf("now 2")]);
  });

  it("keeps flag bits that have no meaning yet", () => {
    const original = packet(data({}));
    original[13] = 0xf3;
    expect(rewriteData(original, () => bytesOf("x"))[13]).to.equal(0xf3);
  });

  it("gives back the same object when nothing is replaced, even with a wrong checksum", () => {
    const original = packet(data({}), sack).with(8, 0);
    expect(rewriteData(original, () => undefined)).to.equal(original);
  });

  it("asks for whole messages only", () => {
    const asked: number[] = [];
    const chunks = [
      ...fragmentsOf(data({ tsn: 1, payload: bytesOf("abcdef") }), 2),
      data({ tsn: 9, ppid: PPID.DCEP }),
    ];
    const note = ({ tsn }: DataChunk) => {
      asked.push(tsn);
      return undefined;
    };
    rewriteData(packet(...chunks), note);
    expect(asked).to.deep.equal([9]);
  });

  it("rewrites a packet whose last chunk lacks its padding", () => {
    const unpadded = packet(data({ tsn: 1 }), data({ tsn: 2 })).subarray(0, -3);
    const rewritten = rewriteData(unpadded, ({ tsn }) => (tsn === 2 ? bytesOf("other words") : undefined));
    expect(parsePacket(rewritten).chunks).to.deep.equal([
      data({ tsn: 1 }),
      data({ tsn: 2, payload: bytesOf("other words") }),
    ]);
    expect(checksumIsValid(rewritten)).to.equal(true);
  });

  it("reads a Buffer out of a larger pool in its own place", () => {
    const pool = Buffer.concat([Buffer.alloc(5), packet(data({}))]).subarray(5);
    expect(parsePacket(rewriteData(pool, () => bytesOf("x"))).chunks).to.deep.equal([
      data({ payload: bytesOf("x") }),
    ]);
  });

  it("refuses content that a DATA chunk cannot carry", () => {
    for (const length of [0, 65_520]) {
      expect(() => rewriteData(packet(data({})), () => new Uint8Array(length))).to.throw(RangeError, "65519");
    }
    expect(() => rewriteData(new Uint8Array(11), () => undefined)).to.throw(SctpParseError);
  });
});
