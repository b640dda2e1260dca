import { expect } from "chai";
import { THREE_SYLLABLE_WORDS, TWO_SYLLABLE_WORDS } from "../../src/comparison/pgpWordList.ts";
import { wordsOf } from "../../src/comparison/pgpWords.ts";

describe("comparison PGP words", () => {
  it("gives the published words of a published fingerprint", () => {
    // The example of the article "PGP word list" in Wikipedia.
    const bytes = Buffer.from("E58294F2E9A227486E8B061B31CC528FD7FA3F19", "hex");
    expect(wordsOf(bytes).join(" ")).to.equal(
      "topmost Istanbul Pluto vagabond treadmill Pacific brackish dictator goldfish Medusa " +
        "afflict bravado chatter revolver Dupont midsummer stopwatch whimsical cowbell bottomless",
    );
  });

  it("has 512 different words", () => {
    expect(TWO_SYLLABLE_WORDS).to.have.length(256);
    expect(THREE_SYLLABLE_WORDS).to.have.length(256);
    expect(new Set([...TWO_SYLLABLE_WORDS, ...THREE_SYLLABLE_WORDS]).size).to.equal(512);
  });

  it("keeps the alphabetical order of the original, with its one exception", () => {
    expect(disorder(TWO_SYLLABLE_WORDS)).to.deep.equal([]);
    expect(disorder(THREE_SYLLABLE_WORDS)).to.deep.equal(["applicant > Apollo"]);
  });
});

function disorder(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    const next = words[index + 1];
    return next !== undefined && word.toLowerCase() > next.toLowerCase() ? [`${word} > ${next}`] : [];
  });
}
