import { expect } from "chai";
import fc from "fast-check";
import { type Hit, MIN_SECRET_BYTES, searchFor } from "../../src/run/search.ts";

const anySecret = fc.uint8Array({ minLength: MIN_SECRET_BYTES, maxLength: 48 });
const anyBytes = fc.uint8Array({ maxLength: 40 });

/** Everything that the search claims to see through, as somebody else's program would write it. */
const FORMS: Record<string, (secret: Uint8Array, before: Uint8Array, after: Uint8Array) => Uint8Array> = {
  raw: (secret, before, after) => Buffer.concat([before, secret, after]),
  hexadecimal: (secret, before, after) => Buffer.from(Buffer.concat([before, secret, after]).toString("hex")),
  "hexadecimal in capitals": (secret, before, after) =>
    Buffer.from(Buffer.concat([before, secret, after]).toString("hex").toUpperCase()),
  base64: (secret, before, after) => Buffer.from(Buffer.concat([before, secret, after]).toString("base64")),
  "UTF-16, little-endian": (secret, before, after) =>
    Buffer.concat([before, Buffer.from(Buffer.from(secret).toString("latin1"), "utf16le"), after]),
  "UTF-16, big-endian": (secret, before, after) =>
    Buffer.concat([before, Buffer.from([...secret].flatMap((byte) => [0, byte])), after]),
  reversed: (secret, before, after) => Buffer.concat([before, Uint8Array.from(secret).reverse(), after]),
};

const found = ({ basis, encoding }: Hit) => ({ basis, encoding });

describe("searchFor", () => {
  for (const [form, write] of Object.entries(FORMS)) {
    it(`finds a secret that stands there in the form ${form}, wherever it begins`, () => {
      fc.assert(
        fc.property(anySecret, anyBytes, anyBytes, (secret, before, after) => {
          const hits = searchFor(secret, [{ basis: 7, bytes: write(secret, before, after) }]);
          expect(hits.map(({ basis }) => basis)).to.include(7);
          expect(hits.some(({ encoding }) => form.startsWith(encoding))).to.equal(true);
        }),
      );
    });
  }

  it("finds base64 at each of the three alignments, for each length of secret", () => {
    for (let length = MIN_SECRET_BYTES; length <= MIN_SECRET_BYTES + 6; length += 1) {
      const secret = Uint8Array.from({ length }, (_, index) => 251 - index * 7);
      for (const offset of [0, 1, 2, 3, 4]) {
        const text = Buffer.concat([Buffer.alloc(offset, 0x41), secret, Buffer.from("xyz")]).toString(
          "base64",
        );
        const hits = searchFor(secret, [{ basis: "packet:3", bytes: Buffer.from(text) }]);
        expect(hits.map(found), `${length} bytes at ${offset}`).to.deep.equal([
          { basis: "packet:3", encoding: "base64" },
        ]);
      }
    }
  });

  it("finds nothing in bytes that do not hold the secret", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 48 }),
        fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 5 }),
        (secret, haystacks) => {
          const places = haystacks.map((bytes, basis) => ({ basis, bytes }));
          // By chance, a shrunken example may hold the secret after all: short runs of equal bytes do.
          fc.pre(new Set(secret).size >= 8);
          expect(searchFor(secret, places)).to.deep.equal([]);
        },
      ),
    );
  });

  it("finds nothing where one bit of the secret is another", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 32 }), fc.nat(), fc.nat(7), (secret, at, bit) => {
        fc.pre(new Set(secret).size >= 8);
        const other = Uint8Array.from(secret);
        const place = 3 + (at % (secret.length - 6));
        other[place] = (other[place] ?? 0) ^ (1 << bit);
        for (const write of Object.values(FORMS)) {
          const bytes = write(other, new Uint8Array(0), new Uint8Array(0));
          expect(searchFor(secret, [{ basis: 1, bytes }])).to.deep.equal([]);
        }
      }),
    );
  });

  it("searches a view of a larger buffer, and not what lies around it", () => {
    const whole = Buffer.from("..the secret word..");
    expect(searchFor(Buffer.from("the secret"), [{ basis: 1, bytes: whole.subarray(4) }])).to.deep.equal([]);
    expect(searchFor(Buffer.from("the secret"), [{ basis: 1, bytes: whole.subarray(2) }])).to.have.length(1);
  });

  it("names every place, in the order in which they are given", () => {
    const secret = Buffer.from("canary-0123");
    const places = [
      { basis: 4, bytes: secret },
      { basis: 9, bytes: Buffer.from("nothing") },
      { basis: "packet:2", bytes: Buffer.from(secret.toString("hex")) },
    ];
    expect(searchFor(secret, places).map(found)).to.deep.equal([
      { basis: 4, encoding: "raw" },
      { basis: "packet:2", encoding: "hexadecimal" },
    ]);
  });

  it("refuses a secret that would turn up by chance", () => {
    expect(() => searchFor(new Uint8Array(MIN_SECRET_BYTES - 1), [])).to.throw(RangeError, "8 bytes");
  });
});
