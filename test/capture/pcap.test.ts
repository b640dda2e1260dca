import { expect } from "chai";
import fc from "fast-check";
import { CaptureParseError } from "../../src/capture/captureParseError.ts";
import { PcapReader } from "../../src/capture/pcap.ts";
import { readPcap } from "./readPcap.ts";

type ByteOrder = "LE" | "BE";

function header(byteOrder: ByteOrder, magic: number, linkType: number, major = 2): Buffer {
  const bytes = Buffer.alloc(24);
  bytes[`writeUInt32${byteOrder}`](magic, 0);
  bytes[`writeUInt16${byteOrder}`](major, 4);
  bytes[`writeUInt16${byteOrder}`](4, 6);
  bytes[`writeUInt32${byteOrder}`](65_535, 16);
  bytes[`writeUInt32${byteOrder}`](linkType, 20);
  return bytes;
}

function record(
  byteOrder: ByteOrder,
  seconds: number,
  ticks: number,
  text: string,
  originalLength = text.length,
): Buffer {
  const bytes = Buffer.alloc(16 + text.length);
  [seconds, ticks, text.length, originalLength].forEach((value, index) => {
    bytes[`writeUInt32${byteOrder}`](value, 4 * index);
  });
  bytes.write(text, 16);
  return bytes;
}

const file = Buffer.concat([
  header("LE", 0xa1b2c3d4, 1),
  record("LE", 1_700_000_000, 123_456, "one"),
  record("LE", 1_700_000_001, 0, "second", 60),
]);

function faultOf(bytes: Uint8Array): CaptureParseError {
  try {
    for (const packet of readPcap(bytes)) expect(packet.kind).to.equal("packet");
  } catch (error) {
    if (error instanceof CaptureParseError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("reading classic pcap", () => {
  it("gives packets the shape that they have from pcapng", () => {
    const [first, second] = readPcap(file);
    expect(first).to.deep.equal({
      kind: "packet",
      number: 1,
      timeNs: 1_700_000_000_123_456_000n,
      linkType: 1,
      bytes: new TextEncoder().encode("one"),
      originalLength: 3,
    });
    expect(second).to.include({ number: 2, timeNs: 1_700_000_001_000_000_000n, originalLength: 60 });
  });

  it("reads nanoseconds and the other byte order", () => {
    const [packet] = readPcap(
      Buffer.concat([header("BE", 0xa1b23c4d, 0x1000_0065), record("BE", 2, 5, "x")]),
    );
    expect(packet).to.include({ timeNs: 2_000_000_005n, linkType: 101 });
  });

  it("gives the same packets however the file is cut into chunks", () => {
    const whole = [...readPcap(file)];
    for (let cut = 0; cut <= file.length; cut++) {
      const reader = new PcapReader();
      const packets = [...reader.push(file.subarray(0, cut)), ...reader.push(file.subarray(cut))];
      reader.end();
      expect(packets).to.deep.equal(whole);
    }
  });

  it("reads one byte at a time", () => {
    const reader = new PcapReader();
    const packets = Array.from(file).flatMap((byte) => reader.push(Uint8Array.of(byte)));
    reader.end();
    expect(packets).to.deep.equal([...readPcap(file)]);
  });

  const faults: [title: string, bytes: Uint8Array, code: string, offset: number, says: string][] = [
    ["nothing", new Uint8Array(0), "empty", 0, "nothing was recorded"],
    [
      "a pcapng file",
      Buffer.from("0a0d0d0a1c0000004d3c2b1a01000000ffffffffffffffff", "hex"),
      "not-pcap",
      0,
      "editcap",
    ],
    ["a short text", Buffer.from("hello"), "not-pcap", 0, "record it again"],
    ["half a file header", file.subarray(0, 20), "truncated", 0, "cut off"],
    ["a cut record header", file.subarray(0, 30), "truncated", 24, "cut off"],
    ["a cut record", file.subarray(0, -1), "truncated", 43, "cut off"],
    ["version 3", header("LE", 0xa1b2c3d4, 1, 3), "unsupported-version", 4, "version 3"],
    ["an endless record", Buffer.concat([file, Buffer.alloc(16, 255)]), "too-large", file.length, "limit"],
  ];
  for (const [title, bytes, code, offset, says] of faults) {
    it(`calls ${title} ${code}`, () => {
      const fault = faultOf(bytes);
      expect(fault).to.include({ code, offset });
      expect(fault.message).to.include(says);
    });
  }

  it("answers any bytes with packets or a CaptureParseError", () => {
    const edits = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 6 });
    fc.assert(
      fc.property(edits, fc.nat(file.length), (list, length) => {
        const damaged = Uint8Array.from(file.subarray(0, length));
        for (const [at, byte] of list) if (at < length) damaged[at] = byte;
        try {
          for (const packet of readPcap(damaged)) expect(packet.bytes.length).to.be.at.most(damaged.length);
        } catch (error) {
          expect(error).to.be.instanceOf(CaptureParseError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
