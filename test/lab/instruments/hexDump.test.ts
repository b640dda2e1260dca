import { expect } from "chai";
import fc from "fast-check";
import { type DumpedBytes, HexDumpReader } from "../../../lab/instruments/hexDump.ts";

/** As tshark 4.0 writes it: a packet alone, then one with its decrypted content. */
const DUMP = `0000  45 00 00 5c 00 00 40 00 40 11 3c 8f 7f 00 00 01   E..\\..@.@.<.....
0010  7f 00 00                                          ...

Frame (3 bytes):
0000  20 20 20                                             
Decrypted DTLS (18 bytes):
0000  13 88 13 88 09 5d d2 f0 f6 90 db e1 03 00 00 10   .....]..........
0010  61 62                                             ab

`;

describe("the reader of tshark's hexadecimal output", () => {
  const expected = [
    { source: "Frame", bytes: "4500005c00004000" + "40113c8f7f000001" + "7f0000" },
    { source: "Frame", bytes: "202020" },
    { source: "Decrypted DTLS", bytes: "13881388095dd2f0" + "f690dbe103000010" + "6162" },
  ];

  it("tells packets and what was decrypted apart", () => {
    expect(readIn([DUMP])).to.deep.equal(expected);
  });

  it("reads the same from pieces of any size", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(DUMP.length), { maxLength: 20 }), (cuts) => {
        const ends = [...cuts.toSorted((a, b) => a - b), DUMP.length];
        const pieces = ends.map((end, index) => DUMP.slice(ends[index - 1] ?? 0, end));
        expect(readIn(pieces)).to.deep.equal(expected);
      }),
    );
  });

  it("passes over what is no dump", () => {
    expect(readIn(["tshark: nonsense\n\n0000\n0000  zz   .\n"])).to.deep.equal([]);
  });
});

function readIn(pieces: readonly string[]): { source: string; bytes: string }[] {
  const read: DumpedBytes[] = [];
  const reader = new HexDumpReader((dumped) => read.push(dumped));
  for (const piece of pieces) reader.push(piece);
  reader.end();
  return read.map(({ source, bytes }) => ({ source, bytes: Buffer.from(bytes).toString("hex") }));
}
