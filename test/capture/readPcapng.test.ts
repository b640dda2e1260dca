import { expect } from "chai";
import fc from "fast-check";
import { CaptureParseError } from "../../src/capture/captureParseError.ts";
import { LINKTYPE } from "../../src/capture/linkType.ts";
import { type PcapngBlock, PcapngReader, readPcapng } from "../../src/capture/readPcapng.ts";
import { MAX_RECORD_LENGTH } from "../../src/capture/recordSplitter.ts";
import {
  decryptionSecrets,
  enhancedPacket,
  interfaceDescription,
  sectionHeader,
} from "../../src/capture/writePcapng.ts";
import { AnyPcapng } from "./anyPcapng.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const little = new AnyPcapng("little");

function packetsOf(file: Uint8Array) {
  return [...readPcapng(file)].filter((block) => block.kind === "packet");
}

function faultOf(read: () => unknown): CaptureParseError {
  try {
    read();
  } catch (error) {
    if (error instanceof CaptureParseError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

const written = Buffer.concat([
  sectionHeader({ application: "lab", comment: "ports as advertised", hardware: "loopback" }),
  interfaceDescription({ name: "network" }),
  decryptionSecrets("CLIENT_RANDOM 00 11\n"),
  enhancedPacket({ timestampNs: 1_700_000_000_123_456_789n, bytes: bytesOf("one"), comment: "alice → bob" }),
  enhancedPacket({ timestampNs: 1_700_000_000_123_456_790n, bytes: bytesOf("four") }),
]);

describe("reading pcapng", () => {
  it("gives back what our writer wrote, block by block", () => {
    const [section, network, secrets, first, second] = readPcapng(written);
    expect(section).to.deep.equal({
      kind: "section",
      application: "lab",
      comment: "ports as advertised",
      hardware: "loopback",
    });
    expect(network).to.include({ kind: "interface", name: "network", linkType: LINKTYPE.RAW });
    expect(secrets).to.deep.equal({ kind: "secrets", keyLog: "CLIENT_RANDOM 00 11\n" });
    expect(first).to.deep.include({
      number: 1,
      timeNs: 1_700_000_000_123_456_789n,
      linkType: LINKTYPE.RAW,
      bytes: bytesOf("one"),
      originalLength: 3,
      comment: "alice → bob",
    });
    expect(second).to.deep.include({ number: 2, bytes: bytesOf("four") });
    expect(second).not.to.have.property("comment");
  });

  it("gives the same blocks however the file is cut into chunks", () => {
    const whole = [...readPcapng(written)];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: written.length })), (cuts) => {
        const reader = new PcapngReader();
        const edges = [0, ...cuts.toSorted((a, b) => a - b), written.length];
        const blocks = edges
          .slice(1)
          .flatMap((end, index) => reader.push(written.subarray(edges[index] ?? 0, end)));
        reader.end();
        expect(blocks).to.deep.equal(whole);
      }),
      { numRuns: 50 },
    );
  });

  it("reads one byte at a time", () => {
    const reader = new PcapngReader();
    const blocks: PcapngBlock[] = [];
    for (const byte of written) blocks.push(...reader.push(Uint8Array.of(byte)));
    reader.end();
    expect(blocks).to.deep.equal([...readPcapng(written)]);
  });

  for (const byteOrder of ["little", "big"] as const) {
    it(`reads ${byteOrder}-endian files with several interfaces, time resolutions and offsets`, () => {
      const file = new AnyPcapng(byteOrder);
      const offset = new Uint8Array(8);
      new DataView(offset.buffer).setBigInt64(0, -3600n, byteOrder === "little");
      const resolution = (value: number) => file.option(9, Uint8Array.of(value));
      const packets = packetsOf(
        Buffer.concat([
          file.section(),
          file.interface(LINKTYPE.ETHERNET, 0),
          file.interface(LINKTYPE.RAW, 0, resolution(9), file.option(14, offset)),
          file.interface(LINKTYPE.LINUX_SLL, 0, resolution(0x8a)), // 1024 ticks a second
          file.enhanced(0, 7_000_000n, bytesOf("a")),
          file.enhanced(1, 7_200_000_000_000n, bytesOf("b")),
          file.enhanced(2, 512n, bytesOf("c"), file.option(1, bytesOf("x")), file.option(1, bytesOf("y"))),
        ]),
      );
      expect(packets.map(({ timeNs }) => timeNs)).to.deep.equal([
        7_000_000_000n,
        3600_000_000_000n,
        500_000_000n,
      ]);
      expect(packets.map(({ linkType }) => linkType)).to.deep.equal([1, 101, 113]);
      expect(packets[2]?.comment).to.equal("x\ny");
    });
  }

  it("numbers packets over all sections and forgets the interfaces of the section before", () => {
    const big = new AnyPcapng("big");
    const sections = Buffer.concat([
      little.section(),
      little.interface(101, 0),
      little.enhanced(0, 1n, bytesOf("a")),
      big.section(),
      big.interface(1, 0),
      big.enhanced(0, 1n, bytesOf("b")),
    ]);
    expect(packetsOf(sections).map(({ number, linkType }) => [number, linkType])).to.deep.equal([
      [1, 101],
      [2, 1],
    ]);
    const orphan = Buffer.concat([sections, little.section(), little.enhanced(0, 1n, bytesOf("c"))]);
    expect(faultOf(() => packetsOf(orphan))).to.include({ code: "corrupt" });
  });

  it("reads simple packets, cut at the interface's snapshot length", () => {
    const file = Buffer.concat([
      little.section(),
      little.interface(101, 4),
      little.simple(3, bytesOf("abc")),
      little.simple(9, bytesOf("abcd")),
    ]);
    const packets = packetsOf(file);
    expect(packets.map(({ bytes }) => Buffer.from(bytes).toString())).to.deep.equal(["abc", "abcd"]);
    expect(packets.map(({ originalLength, timeNs }) => [originalLength, timeNs])).to.deep.equal([
      [3, 0n],
      [9, 0n],
    ]);
  });

  it("skips blocks and secrets that it does not know", () => {
    const file = Buffer.concat([
      little.section(),
      little.block(0x0bad, bytesOf("anything")),
      little.block(10, little.u32(0x57474b4c, 4), bytesOf("wgkl")),
      little.interface(101, 0),
      little.enhanced(0, 1n, bytesOf("a")),
    ]);
    expect([...readPcapng(file)].map(({ kind }) => kind)).to.deep.equal(["section", "interface", "packet"]);
  });
});

describe("refusing what is not a whole pcapng file", () => {
  const cases: [title: string, file: Uint8Array, code: string, offset: number, says: string][] = [
    ["nothing", new Uint8Array(0), "empty", 0, "nothing was recorded"],
    [
      "a classic pcap file",
      Buffer.from("d4c3b2a10200040000000000", "hex"),
      "not-pcapng",
      0,
      "editcap -F pcapng",
    ],
    ["a PNG image", Buffer.from("89504e470d0a1a0a0000000d", "hex"), "not-pcapng", 0, "PNG"],
    ["a gzip file", Buffer.from("1f8b08000000000000030000", "hex"), "not-pcapng", 0, "decompress"],
    ["a text", bytesOf("this is a text, not a capture"), "not-pcapng", 0, "record it again"],
    ["a very short text", bytesOf("hi"), "not-pcapng", 0, "record it again"],
    ["a file cut in its first block", written.subarray(0, 11), "truncated", 0, "cut off"],
    ["a file cut in its last block", written.subarray(0, -1), "truncated", written.length - 36, "cut off"],
    [
      "a damaged byte-order magic",
      Buffer.from("0a0d0d0a1c0000000d0a1a2b", "hex"),
      "not-pcapng",
      0,
      "byte-order magic",
    ],
  ];
  for (const [title, file, code, offset, says] of cases) {
    it(`calls ${title} ${code}`, () => {
      const fault = faultOf(() => [...readPcapng(file)]);
      expect(fault).to.include({ code, offset });
      expect(fault.message).to.include(says);
    });
  }

  const head = Buffer.concat([little.section(), little.interface(101, 0)]);
  const corrupt: [title: string, block: Uint8Array, code: string][] = [
    ["a block shorter than its frame", little.u32(6, 8, 8), "corrupt"],
    ["a block length that is no multiple of four", little.u32(6, 33, 33), "corrupt"],
    ["two lengths that differ", little.u32(0x0bad, 16, 0, 20), "corrupt"],
    ["a block over the limit", little.u32(6, MAX_RECORD_LENGTH + 4, 0), "too-large"],
    [
      "a packet longer than its block",
      little.block(6, little.u32(0, 0, 0, 5, 5), bytesOf("abcd")),
      "corrupt",
    ],
    ["a packet block without its fixed part", little.block(6, little.u32(0, 0)), "corrupt"],
    ["a packet on an unknown interface", little.enhanced(1, 0n, bytesOf("a")), "corrupt"],
    ["an option that leaves its block", little.interface(101, 0, little.u32(0xffff0002)), "corrupt"],
    ["secrets longer than their block", little.block(10, little.u32(0x544c534b, 0xfffffff0)), "corrupt"],
    [
      "a section of version 2",
      little.block(0x0a0d0d0a, little.u32(0x1a2b3c4d, 2, 0, 0)),
      "unsupported-version",
    ],
  ];
  for (const [title, block, code] of corrupt) {
    it(`calls ${title} ${code}, names where it is, and delivers what came before`, () => {
      const reader = new PcapngReader();
      const before = reader.push(Buffer.concat([head, block]));
      expect(before).to.have.length(2);
      const fault = faultOf(() => reader.end());
      expect(fault).to.include({ code, offset: head.length });
      expect(faultOf(() => reader.push(head))).to.equal(fault);
    });
  }

  it("refuses more interfaces than any capture has", () => {
    const many = Buffer.concat([
      little.section(),
      ...Array.from({ length: 4097 }, () => little.interface(101, 0)),
    ]);
    expect(faultOf(() => [...readPcapng(many)]).code).to.equal("too-large");
  });

  it("stops waiting when the longest possible block has passed without its end", () => {
    const endless = little.u32(0x0bad, MAX_RECORD_LENGTH);
    const reader = new PcapngReader();
    reader.push(Buffer.concat([head, endless]));
    const chunk = new Uint8Array(64 * 1024);
    const pushes = MAX_RECORD_LENGTH / chunk.length;
    const fault = faultOf(() => {
      for (let push = 0; push <= pushes; push++) reader.push(chunk);
    });
    expect(fault.code).to.equal("corrupt");
  });

  it("answers any bytes with blocks or a CaptureParseError, never with anything else", () => {
    const edits = fc.array(fc.tuple(fc.nat(written.length - 1), fc.nat(255)), { maxLength: 8 });
    const files = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      edits.map((list) => {
        const file = Uint8Array.from(written);
        for (const [at, byte] of list) file[at] = byte;
        return file;
      }),
      fc.uint8Array({ maxLength: 100 }).map((tail) => Buffer.concat([head, tail])),
    );
    fc.assert(
      fc.property(files, (file) => {
        try {
          for (const block of readPcapng(file)) expect(block.kind).to.be.a("string");
        } catch (error) {
          expect(error).to.be.instanceOf(CaptureParseError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
