import { expect } from "chai";
import fc from "fast-check";
import { type DcepOpen, parseDcep } from "../../src/sctp/dataChannel.ts";
import { SctpParseError } from "../../src/sctp/sctpParseError.ts";
import { serialiseDcep } from "./serialise.ts";

const plain = { noNullPrototype: true };
const u32 = fc.nat(0xffffffff);
const words = fc.string({ unit: "grapheme", maxLength: 20 });
const opens: fc.Arbitrary<DcepOpen> = fc.record(
  {
    kind: fc.constant("open" as const),
    label: words,
    protocol: words,
    ordered: fc.boolean(),
    reliability: fc.oneof(
      fc.constant({ kind: "reliable" as const }),
      fc.record({ kind: fc.constant("max-retransmits" as const), retransmits: u32 }, plain),
      fc.record({ kind: fc.constant("max-lifetime" as const), milliseconds: u32 }, plain),
    ),
    priority: fc.nat(0xffff),
  },
  plain,
);

function codeOf(bytes: Uint8Array): string {
  try {
    parseDcep(bytes);
  } catch (error) {
    if (error instanceof SctpParseError) return error.code;
    throw error;
  }
  return "parsed";
}

describe("data channel establishment", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(opens, (open) => {
        expect(parseDcep(serialiseDcep(open))).to.deep.equal(open);
      }),
    );
    expect(parseDcep(serialiseDcep({ kind: "ack" }))).to.deep.equal({ kind: "ack" });
  });

  it("is laid out as RFC 8832 section 5 says", () => {
    const bytes = Buffer.from(`03820100000001f400040001${Buffer.from("chatp").toString("hex")}`, "hex");
    const open: DcepOpen = {
      kind: "open",
      label: "chat",
      protocol: "p",
      ordered: false,
      reliability: { kind: "max-lifetime", milliseconds: 500 },
      priority: 256,
    };
    expect(parseDcep(bytes)).to.deep.equal(open);
    expect(Buffer.from(serialiseDcep(open)).equals(bytes)).to.equal(true);
    expect(parseDcep(Uint8Array.of(2))).to.deep.equal({ kind: "ack" });
  });

  it("replaces what is not UTF-8 in a label, and ignores what follows the protocol", () => {
    const bytes = Buffer.from("030000000000000000010000ff6161", "hex");
    expect(parseDcep(bytes)).to.include({ label: "\uFFFD", protocol: "" });
  });

  for (const [title, hex] of [
    ["nothing", ""],
    ["an unknown message type", "00"],
    ["half an OPEN", "0300000000000000000100"],
    ["a label longer than the message", "03000000000000000001000061".slice(0, -2)],
    ["a protocol longer than the message", "030000000000000000010001" + "61"],
    ["an unknown channel type", "030300000000000000000000"],
  ] as const) {
    it(`refuses ${title}`, () => expect(codeOf(Buffer.from(hex, "hex"))).to.equal("bad-dcep"));
  }

  it("answers any bytes with a message or an SctpParseError", () => {
    const bytes = fc.uint8Array({ maxLength: 30 });
    const opening = bytes.map((tail) => Uint8Array.of(3, 0, ...tail));
    fc.assert(
      fc.property(fc.oneof(bytes, opening), (message) => {
        expect(codeOf(message)).to.be.oneOf(["parsed", "bad-dcep"]);
      }),
      { numRuns: 1000 },
    );
  });

  it("cannot carry a label over 65535 bytes", () => {
    const open = {
      kind: "open",
      protocol: "",
      ordered: true,
      reliability: { kind: "reliable" },
      priority: 0,
    } as const;
    expect(() => serialiseDcep({ ...open, label: "é".repeat(32_768) })).to.throw(RangeError);
  });
});
