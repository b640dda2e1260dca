import { expect } from "chai";
import fc from "fast-check";
import { openRecord13, reconstructSequence, recordKeys } from "../../src/dtls13/crypto/openRecord.ts";
import { cipherSuite13 } from "../../src/dtls13/registry.ts";
import { type CiphertextRecord, scanRecords13 } from "../../src/dtls13/wire/record.ts";
import { present } from "../dtls/fixture.ts";
import { plainRecord, sealRecord } from "./sealRecord.ts";

const suites = [0x1301, 0x1302, 0x1303].map((code) => present(cipherSuite13(code)));

describe("a DTLS 1.3 record", () => {
  it("opens as it was sealed, with every form of header", () => {
    const record = fc.record({
      suite: fc.constantFrom(...suites),
      contentType: fc.constantFrom(21, 22, 23, 26),
      epoch: fc.nat(9),
      sequence: fc.nat(2 ** 40),
      content: fc.uint8Array({ maxLength: 300 }),
      padding: fc.nat(20),
      connectionId: fc.option(fc.uint8Array({ minLength: 1, maxLength: 20 }), { nil: undefined }),
      sequenceLength: fc.constantFrom(1 as const, 2 as const),
      hasLength: fc.boolean(),
    });
    fc.assert(
      fc.property(record, ({ suite, ...sealed }) => {
        const keys = recordKeys(suite, new Uint8Array(48).fill(7));
        const wire = sealRecord(keys, sealed);
        const { records, fault } = scanRecords13(wire, sealed.connectionId?.length);
        expect(fault).to.equal(undefined);
        expect(records).to.have.length(1);
        const read = ciphertext(records[0]);
        expect(read.epochBits).to.equal(sealed.epoch % 4);
        expect(read.connectionId).to.deep.equal(sealed.connectionId && Buffer.from(sealed.connectionId));
        expect(openRecord13(keys, read, sealed.sequence)).to.deep.equal({
          sequence: sealed.sequence,
          contentType: sealed.contentType,
          content: Buffer.from(sealed.content),
          paddingLength: sealed.padding,
        });
      }),
      { numRuns: 200 },
    );
  });

  it("does not open after a change of any byte, header included", () => {
    for (const suite of suites) {
      const keys = recordKeys(suite, new Uint8Array(48));
      const wire = sealRecord(keys, {
        contentType: 23,
        epoch: 3,
        sequence: 70,
        content: Buffer.from("text"),
        connectionId: Buffer.from("id"),
        hasLength: false,
      });
      for (const index of wire.keys()) {
        const changed = Buffer.from(wire);
        changed[index] = (changed[index] ?? 0) ^ 0x01;
        const { records } = scanRecords13(changed, 2);
        const opened = records.map((record) => openRecord13(keys, ciphertext(record), 70));
        expect(opened, `byte ${index}`).to.deep.equal([undefined]);
      }
    }
  });

  it("is told apart from its neighbours in one datagram", () => {
    const keys = recordKeys(present(suites[0]), new Uint8Array(32));
    const sealed = { contentType: 22, epoch: 2, sequence: 0, content: Buffer.from("abc") };
    const datagram = Buffer.concat([
      plainRecord(22, 4, Buffer.from("hello")),
      sealRecord(keys, sealed),
      plainRecord(26, 5, Buffer.of(0, 0)),
      sealRecord(keys, { ...sealed, hasLength: false }),
    ]);
    const { records, fault } = scanRecords13(datagram, undefined);
    expect(fault).to.equal(undefined);
    expect(records.map(({ kind }) => kind)).to.deep.equal([
      "plaintext",
      "ciphertext",
      "plaintext",
      "ciphertext",
    ]);
    const cut = scanRecords13(datagram.subarray(0, 40), undefined);
    expect(cut.records).to.have.length(1);
    expect(cut.fault?.code).to.equal("truncated");
  });

  it("is refused if it is too long, of an unknown type or of another protocol", () => {
    const codeOf = (bytes: Uint8Array) => scanRecords13(bytes, undefined).fault?.code;
    const long = plainRecord(22, 0, Buffer.alloc(16385));
    expect(codeOf(long)).to.equal("length-too-large");
    expect(codeOf(plainRecord(22, 0, Buffer.alloc(16384)))).to.equal(undefined);
    expect(codeOf(Buffer.concat([Buffer.of(0x24, 0, 0x41, 0x01), Buffer.alloc(16641)]))).to.equal(
      "length-too-large",
    );
    expect(codeOf(plainRecord(24, 0, Buffer.alloc(4)))).to.equal("unsupported-content-type");
    expect(codeOf(Buffer.of(22, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))).to.equal("bad-version");
    expect(codeOf(new Uint8Array())).to.equal("truncated");
  });
});

describe("the number of a record", () => {
  it("is the closest one to the expected number that ends in the bits that were sent", () => {
    const arbitrary = fc.record({
      bits: fc.constantFrom(8, 16),
      expected: fc.nat(2 ** 47),
      distance: fc.integer({ min: -32000, max: 32000 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ bits, expected, distance }) => {
        const sequence = expected + (bits === 8 ? distance % 127 : distance);
        fc.pre(sequence >= 0);
        expect(reconstructSequence(sequence % 2 ** bits, bits, expected)).to.equal(sequence);
      }),
    );
  });

  it("is never negative", () => {
    expect(reconstructSequence(255, 8, 0)).to.equal(255);
    expect(reconstructSequence(255, 8, 256)).to.equal(255);
    expect(reconstructSequence(1, 8, 254)).to.equal(257);
  });
});

function ciphertext(record: unknown): CiphertextRecord {
  if (!isCiphertext(record)) throw new Error("not a ciphertext");
  return record;
}

const isCiphertext = (record: unknown): record is CiphertextRecord =>
  typeof record === "object" && record !== null && "kind" in record && record.kind === "ciphertext";
