import { expect } from "chai";
import { durationWords, expectedLength, othersOf } from "../../../lab/cli/batchWords.ts";
import { reportOf, scenarioOf } from "../../report/reports.ts";

describe("the words about a batch", () => {
  it("give a duration in seconds, or minutes and seconds", () => {
    expect([0, 1499, 59_400, 59_600, 134_000].map(durationWords)).to.deep.equal([
      "0 s",
      "1 s",
      "59 s",
      "1 min 0 s",
      "2 min 14 s",
    ]);
  });

  it("expect of a batch what the last runs took, and the typical where there is none", () => {
    const settings = { sideBySide: 2, typicalMs: 10_000 };
    expect(expectedLength([30_000, undefined], settings)).to.equal("20 s");
  });

  it("name each run that did not go as expected, and how many never began", () => {
    const good = reportOf(scenarioOf({ id: "good" }));
    const bad = { ...reportOf(scenarioOf({ id: "bad" })), result: "not-as-expected" as const };
    expect(othersOf([good, bad], 4)).to.deep.equal(["bad: NOT as expected", "2 did not begin"]);
    expect(othersOf([good], 1)).to.deep.equal([]);
  });
});
