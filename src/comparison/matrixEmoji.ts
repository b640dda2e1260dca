import { pairDigest } from "./digests.ts";
import { SAS_EMOJI } from "./matrixEmojiList.ts";
import { certificateCode } from "./method.ts";

/** Seven pictures with names, as Matrix shows them. */
export const matrixEmoji = certificateCode(
  {
    id: "matrix-emoji",
    title: "Seven emoji, as in Matrix",
    bits: 42,
    explain: () =>
      "Both people name seven pictures out of sixty-four, made from the first 42 bits of one SHA-256 over both certificates.",
    limits: () =>
      "42 bits are enough in Matrix because a commitment leaves the interceptor one guess. Taken from certificates without a " +
      "commitment, an interceptor that knows both genuine ones needs about 2^21 tries for each of its own: seconds.",
    references: ["Matrix Client-Server API: SAS verification, emoji", "RFC 8826 §4.3.2.2"],
  },
  (pair) => emojiOf(pairDigest(pair)).join(", "),
);

/** Seven emoji with their English names from the first 42 bits, six bits each, highest first. Needs six bytes. */
export function emojiOf(bytes: Uint8Array): readonly string[] {
  const bits = BigInt(Buffer.from(bytes).readUIntBE(0, 6));
  return [42n, 36n, 30n, 24n, 18n, 12n, 6n].map((shift) => {
    const emoji = SAS_EMOJI[Number((bits >> shift) & 63n)];
    if (emoji === undefined) throw new RangeError("the emoji list is too short");
    return emoji;
  });
}
