import { expect } from "chai";
import fc from "fast-check";
import { crc32c } from "../../src/sctp/crc32c.ts";

const ascending = Uint8Array.from({ length: 32 }, (_, index) => index);

// RFC 3720 appendix B.4 prints the bytes as they are sent, which is the number's bytes from the lowest up.
const published: [title: string, bytes: Uint8Array, crc: number][] = [
  ["32 zeros", new Uint8Array(32), 0x8a9136aa],
  ["32 ones", new Uint8Array(32).fill(0xff), 0x62a8ab43],
  ["32 ascending bytes", ascending, 0x46dd794e],
  ["32 descending bytes", ascending.toReversed(), 0x113fdb5c],
  [
    "an iSCSI command",
    Buffer.from(
      "01c00000000000000000000000000000140000000000040000000014000000182800000000000000020000000000000000",
      "hex",
    ).subarray(0, 48),
    0xd9963a56,
  ],
  ["the customary check string", new TextEncoder().encode("123456789"), 0xe3069283],
];

/** Straight from the definition: one bit at a time. */
function bitByBit(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return ~crc >>> 0;
}

describe("CRC32c", () => {
  for (const [title, bytes, crc] of published) {
    it(`of ${title} is as published`, () => expect(crc32c(bytes)).to.equal(crc));
  }

  it("agrees with the definition at every length", () => {
    for (let length = 0; length < 70; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 89 + length) & 255);
      expect(crc32c(bytes), `${length} bytes`).to.equal(bitByBit(bytes));
    }
  });

  it("continues from an earlier part", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(80), (bytes, cut) => {
        expect(crc32c(bytes.subarray(cut), crc32c(bytes.subarray(0, cut)))).to.equal(crc32c(bytes));
      }),
    );
  });
});
