import { expect } from "chai";
import { type Arguments, readArguments } from "../../../lab/conformance/arguments.ts";
import { FEATURES } from "../../../lab/conformance/features/index.ts";
import { STACK_IDS } from "../../../lab/conformance/stacks.ts";

describe("the arguments of npm run conformance", () => {
  const read = (...words: string[]): Arguments => {
    const found = readArguments(words);
    if (found === "help") throw new Error("help");
    return found;
  };

  it("are all stacks and all features that do not take long", () => {
    const { stacks, features, attacks, out } = read();
    expect(stacks).to.eql([...STACK_IDS]);
    expect(features).to.eql(FEATURES.map(({ id }) => id).filter((id) => id !== "silence"));
    expect({ attacks, out }).to.eql({ attacks: true, out: "reports" });
    expect(read("--long").features).to.include("silence");
  });

  it("choose stacks and features, in the order of the table", () => {
    const chosen = read(
      "--stacks",
      "pion,werift",
      "--features",
      "silence, bulk",
      "--no-attacks",
      "--parallel",
      "1",
    );
    expect(chosen.stacks).to.eql(["werift", "pion"]);
    expect(chosen.features).to.eql(["bulk", "silence"]);
    expect(chosen).to.include({ attacks: false, parallel: 1 });
  });

  it("are refused in one line that says what there is", () => {
    expect(() => read("--stacks", "netscape")).to.throw('--stacks has no "netscape"; there are werift, ');
    expect(() => read("--features", "")).to.throw('--features has no ""; there are text-and-binary, ');
    expect(() => read("--parallel", "0")).to.throw("--parallel takes a whole number from 1 on");
    expect(() => read("--fast")).to.throw("--fast");
  });
});
