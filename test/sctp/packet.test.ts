import { expect } from "chai";
import fc from "fast-check";
import type { Chunk } from "../../src/sctp/chunk.ts";
import { parsePacket, type SctpPacket } from "../../src/sctp/packet.ts";
import { SctpParseError } from "../../src/sctp/sctpParseError.ts";
import { bytesOf, data, packet } from "./packets.ts";
import { checksumIsValid, serialisePacket } from "./serialise.ts";

const u16 = fc.nat(0xffff);
const u32 = fc.nat(0xffffffff);
const plain = { noNullPrototype: true };
const chunks: fc.Arbitrary<Chunk> = fc.oneof(
  fc.record(
    {
      kind: fc.constant("data" as const),
      immediate: fc.boolean(),
      unordered: fc.boolean(),
      beginning: fc.boolean(),
      ending: fc.boolean(),
      tsn: u32,
      streamId: u16,
      streamSequenceNumber: u16,
      ppid: u32,
      payload: fc.uint8Array({ maxLength: 40 }),
    },
    plain,
  ),
  fc.record(
    {
      kind: fc.constant("control" as const),
      // 0 is DATA and 64 is I-DATA: those have a shape of their own.
      type: fc.integer({ min: 1, max: 255 }).filter((type) => type !== 64),
      flags: fc.nat(255),
      value: fc.uint8Array({ maxLength: 40 }),
    },
    plain,
  ),
);
const packets: fc.Arbitrary<SctpPacket> = fc.record(
  { sourcePort: u16, destinationPort: u16, verificationTag: u32, chunks: fc.array(chunks, { maxLength: 4 }) },
  plain,
);

function codeOf(bytes: Uint8Array): string {
  try {
    parsePacket(bytes);
  } catch (error) {
    if (error instanceof SctpParseError) return error.code;
    throw error;
  }
  return "parsed";
}

describe("an SCTP packet", () => {
  it("is read as it was written, with a valid checksum and whole words", () => {
    fc.assert(
      fc.property(packets, (original) => {
        const bytes = serialisePacket(original);
        expect(parsePacket(bytes)).to.deep.equal(original);
        expect(checksumIsValid(bytes)).to.equal(true);
        expect(bytes.length % 4).to.equal(0);
      }),
    );
  });

  it("is laid out as RFC 9260 section 3 says", () => {
    const chunk = data({
      immediate: true,
      unordered: true,
      tsn: 0x01020304,
      streamId: 5,
      streamSequenceNumber: 6,
    });
    const bytes = Buffer.from(packet(chunk));
    expect(bytes.toString("hex", 0, 8)).to.equal("1388138800000007");
    expect(bytes.toString("hex", 12)).to.equal("000f0015010203040005000600000033" + "68656c6c6f" + "000000");
  });

  it("has an invalid checksum after any change", () => {
    const bytes = packet(data({}));
    for (let at = 0; at < bytes.length; at++) {
      expect(checksumIsValid(bytes.with(at, (bytes[at] ?? 0) ^ 0x10)), `byte ${at}`).to.equal(false);
    }
    expect(checksumIsValid(bytes.subarray(0, 11))).to.equal(false);
  });

  it("gives payloads without copying them", () => {
    const bytes = packet(data({}));
    const [chunk] = parsePacket(bytes).chunks;
    expect(chunk?.kind === "data" && chunk.payload.buffer === bytes.buffer).to.equal(true);
  });

  it("may lack the padding of its last chunk", () => {
    expect(parsePacket(packet(data({})).subarray(0, -3)).chunks).to.deep.equal([data({})]);
  });

  const faults: [title: string, bytes: Uint8Array, code: string][] = [
    ["half a header", new Uint8Array(11), "truncated"],
    ["half a chunk header", new Uint8Array(14), "truncated"],
    ["a chunk that leaves the packet", packet(data({})).subarray(0, -4), "truncated"],
    ["a chunk of length zero", new Uint8Array(16).with(12, 3), "bad-chunk-length"],
    ["a DATA chunk without its fixed part", packet(data({})).with(15, 15), "bad-chunk-length"],
  ];
  for (const [title, bytes, code] of faults) {
    it(`with ${title} is refused as ${code}`, () => expect(codeOf(bytes)).to.equal(code));
  }

  it("is never anything but data or an SctpParseError", () => {
    const good = packet(data({}), { kind: "control", type: 3, flags: 0, value: bytesOf("sack") });
    const edits = fc.tuple(fc.nat(good.length - 1), fc.nat(255)).map(([at, byte]) => good.with(at, byte));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 60 }), edits), (bytes) => {
        expect(codeOf(bytes)).to.be.oneOf(["parsed", "truncated", "bad-chunk-length"]);
      }),
      { numRuns: 1000 },
    );
  });

  it("cannot have a chunk over its 16-bit length", () => {
    expect(() => packet(data({ payload: new Uint8Array(65_520) }))).to.throw(RangeError, "65535");
  });
});
