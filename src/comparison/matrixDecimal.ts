import { pairDigest } from "./digests.ts";
import { certificateCode } from "./method.ts";

/** Three numbers of four digits, as Matrix shows them. */
export const matrixDecimal = certificateCode(
  {
    id: "matrix-decimal",
    title: "Three numbers, as in Matrix",
    bits: 39,
    explain: () =>
      "Both people read three numbers between 1000 and 9191, made from the first 39 bits of one SHA-256 over both certificates.",
    limits: () =>
      "39 bits are enough in Matrix because a commitment leaves the interceptor one guess. Without one, an interceptor that " +
      "knows both genuine certificates needs fewer than a million tries for each of its own.",
    references: ["Matrix Client-Server API: SAS verification, decimal", "RFC 8826 §4.3.2.2"],
  },
  (pair) => decimalsOf(pairDigest(pair)).join(" "),
);

/** Three numbers from 1000 to 9191 from the first 39 bits, thirteen bits each, highest first. Needs five bytes. */
export function decimalsOf(bytes: Uint8Array): readonly number[] {
  const bits = BigInt(Buffer.from(bytes).readUIntBE(0, 5));
  return [27n, 14n, 1n].map((shift) => Number((bits >> shift) & 8191n) + 1000);
}
