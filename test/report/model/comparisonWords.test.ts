import { expect } from "chai";
import { describeComparison } from "../../../src/report/model/comparisonWords.ts";

describe("the words for a comparison", () => {
  const words = (method: string, heard: string) => describeComparison({ method, heard, expected: "AB:CD" });

  it("say of a whole fingerprint that it is the delivered certificate's, or is not", () => {
    expect(words("full-fingerprint", "AB:CD")).to.match(
      /is that of the certificate that this connection delivered$/,
    );
    expect(words("full-fingerprint", "AB:CE")).to.match(/is NOT that of/);
  });

  it("say of the start of one no more than that it begins so", () => {
    expect(words("fingerprint-start-16", "AB:CD")).to.match(/ is how that of the certificate begins /);
    expect(words("fingerprint-start-16", "AB:CE")).to.match(/ is NOT how /);
  });

  it("say of a code only that it is the one on the screen, and of an unknown method no more", () => {
    for (const method of ["short-code-16", "of another time"])
      expect(words(method, "AB:CD")).to.equal(
        "the code that was read aloud is the one on this peer's own screen",
      );
  });
});
