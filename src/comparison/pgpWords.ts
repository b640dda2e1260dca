import { pairDigest } from "./digests.ts";
import { certificateCode } from "./method.ts";
import { THREE_SYLLABLE_WORDS, TWO_SYLLABLE_WORDS } from "./pgpWordList.ts";

/** One digest over both certificates as 32 words. */
export const pgpWords = certificateCode(
  {
    id: "pgp-words",
    title: "Thirty-two PGP words",
    bits: 256,
    explain: () =>
      "Both people read thirty-two English words, one for each byte of one SHA-256 over both certificates. Two- and three-syllable " +
      "words alternate, so a left-out or swapped word is heard.",
    limits: () =>
      "The words are English and sound alike to some listeners. People seldom read all thirty-two.",
    references: [
      "Juola and Zimmermann: Whole-Word Phonetic Distances and the PGPfone Alphabet (1996)",
      "RFC 6189 §5.1.6",
    ],
  },
  (pair) => wordsOf(pairDigest(pair)).join(" "),
);

/** One PGP word for each byte: a two-syllable one at even offsets, a three-syllable one at odd ones. */
export function wordsOf(bytes: Uint8Array): readonly string[] {
  return Array.from(bytes, (byte, offset) => {
    const list = offset % 2 === 0 ? TWO_SYLLABLE_WORDS : THREE_SYLLABLE_WORDS;
    const word = list[byte];
    if (word === undefined) throw new RangeError(`the word list has no word for byte ${byte}`);
    return word;
  });
}
