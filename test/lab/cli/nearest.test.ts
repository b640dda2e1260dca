import { expect } from "chai";
import { didYouMean, nearest } from "../../../lab/cli/nearest.ts";
import { SCENARIOS } from "../../../scenarios/index.ts";

const IDS = SCENARIOS.map(({ id }) => id);

describe("what a mistyped word may have meant", () => {
  const meant: Record<string, [word: string, id: string]> = {
    "a wrong letter": ["mitn", "mitm"],
    "letters exchanged": ["hoenst", "honest"],
    "capital letters": ["MITM", "mitm"],
    "blanks around it": [" mitm ", "mitm"],
    "a blank inside it": ["short code", "short-code"],
    "the name of its file": ["mitmTamper", "mitm-tamper"],
    "its beginning": ["traffic", "traffic-analysis"],
  };
  for (const [title, [word, id]] of Object.entries(meant)) {
    it(`is found: ${title}`, () => {
      expect(nearest(word, IDS)[0]).to.equal(id);
    });
  }

  it("is not guessed where nothing is near", () => {
    for (const word of ["", "  ", "no-such", "constructor", "x"])
      expect(nearest(word, IDS), word).to.deep.equal([]);
    expect(didYouMean("constructor", IDS)).to.equal("");
  });

  it("is asked for in words", () => {
    expect(didYouMean("--quik", ["--quick", "--open"])).to.equal(": did you mean --quick?");
  });
});
