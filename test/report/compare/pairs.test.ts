import { expect } from "chai";
import { SCENARIOS } from "../../../scenarios/index.ts";
import {
  comparisonFile,
  comparisonHref,
  controlPairs,
  distinctPairs,
  neighbourPairs,
  pairOf,
} from "../../../src/report/compare/model/pairs.ts";

describe("a pair of runs", () => {
  it("has one page, whoever is named first, and the honest run stands left", () => {
    expect(comparisonHref("mitm", "honest")).to.equal("compare/honest-mitm.html");
    expect(comparisonHref("honest", "mitm")).to.equal("compare/honest-mitm.html");
    expect(pairOf("extra-fingerprint", "honest")).to.deep.equal(["honest", "extra-fingerprint"]);
    expect(pairOf("short-code", "honest-defended")).to.deep.equal(["honest-defended", "short-code"]);
    expect(pairOf("on-path", "mitm")).to.deep.equal(["mitm", "on-path"]);
  });

  it("is made of each scenario and each of its controls, once", () => {
    const scenarios = [
      { id: "honest", controls: ["mitm"] },
      { id: "mitm", controls: ["honest", "on-path"] },
    ];
    expect(controlPairs(scenarios)).to.deep.equal([
      ["honest", "mitm"],
      ["mitm", "on-path"],
    ]);
  });

  it("is made of neighbours in a list, and never of a scenario with itself", () => {
    expect(neighbourPairs(["mitm", "honest", "on-path"])).to.deep.equal([
      ["honest", "mitm"],
      ["honest", "on-path"],
    ]);
    expect(neighbourPairs(["mitm"])).to.deep.equal([]);
    expect(neighbourPairs(["mitm", "mitm"])).to.deep.equal([]);
  });

  it("has a page of its own, for any two scenarios of the catalogue, in a directory that is no scenario's", () => {
    const ids = SCENARIOS.map(({ id }) => id);
    const pairs = ids.flatMap((one, index) => ids.slice(index + 1).map((other) => pairOf(one, other)));
    expect(distinctPairs(pairs)).to.have.length(pairs.length);
    expect(new Set(pairs.map(comparisonFile)).size).to.equal(pairs.length);
    expect(ids).not.to.include("compare");
  });
});
