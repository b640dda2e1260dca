import { expect } from "chai";
import { UsageError } from "../../../lab/cli/arguments.ts";
import { refuseMissingStacks, runnable } from "../../../lab/cli/usableStacks.ts";
import { SCENARIOS } from "../../../scenarios/index.ts";
import { withPath } from "../instruments/withPath.ts";
import { PROGRAMS } from "../programs.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

const named = (id: string) => SCENARIOS.filter((scenario) => scenario.id === id);

describe("the stacks that a run needs", () => {
  it("are refused in one line where the browser is not on this machine", async () => {
    await withPath(temporaryDirectory(), () => {
      expect(() => refuseMissingStacks({ alice: "werift", bob: "firefox" }, named("honest"))).to.throw(
        UsageError,
        /^Firefox is not installed: looked for firefox-esr, firefox in PATH$/,
      );
      const { scenarios, skipped } = runnable([...named("honest"), ...named("browsers")], PROGRAMS);
      expect(scenarios.map(({ id }) => id)).to.deep.equal(["honest"]);
      expect(skipped).to.deep.equal([
        "browsers was skipped: Chromium is not installed: looked for chromium, chromium-browser, google-chrome in PATH",
      ]);
    });
  });

  it("are what a scenario says itself, where it is about them", () => {
    expect(() => refuseMissingStacks({ alice: "werift", bob: "werift" }, named("browsers"))).to.throw(
      UsageError,
      "browsers says itself what its peers speak with",
    );
    expect(() => refuseMissingStacks({ alice: "werift", bob: "werift" }, named("honest"))).not.to.throw();
  });
});
