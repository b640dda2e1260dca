import { pairDigest } from "./digests.ts";
import { certificateCode } from "./method.ts";

/** One digest over both certificates as decimal digits, which every language can read aloud. */
export const decimalGroups = certificateCode(
  {
    id: "decimal-groups",
    title: "Six groups of five digits",
    bits: 30 * Math.log2(10),
    explain: () =>
      "Both people read thirty digits, made from one SHA-256 over both certificates. Digits need no common language and no font.",
    limits: () =>
      "One digest covers both certificates, so an interceptor that knows both genuine ones needs about 2^50 tries for each " +
      "of its two certificates, not 2^100.",
    references: ["RFC 8827 §6.5"],
  },
  (pair) => fiveDigitGroups(pairDigest(pair), 6).join(" "),
);

/**
 * Groups of five decimal digits: each from five bytes, read as a big-endian number modulo 100000, as Signal does.
 * 2^40 is no multiple of 100000, but the bias is below one in ten million.
 */
export function fiveDigitGroups(bytes: Uint8Array, count: number): readonly string[] {
  const view = Buffer.from(bytes);
  return Array.from({ length: count }, (_, group) =>
    String(view.readUIntBE(group * 5, 5) % 100_000).padStart(5, "0"),
  );
}
