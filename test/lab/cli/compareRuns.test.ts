import { cpSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { pairsFor } from "../../../lab/cli/compareRuns.ts";
import { SCENARIOS } from "../../../scenarios/index.ts";
import { lab } from "../conductor.ts";
import { recordedRun } from "../recordedRun.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

const named = (...ids: readonly string[]) =>
  pairsFor(ids.flatMap((id) => SCENARIOS.find((scenario) => scenario.id === id) ?? [])).map((pair) =>
    pair.join(" | "),
  );

describe("the command sets runs side by side", () => {
  it("that it names one after the other, also where neither is a control of the other", () => {
    expect(named("traffic-analysis", "on-path")).to.include("on-path | traffic-analysis");
    expect(named("mitm", "honest")[0]).to.equal("honest | mitm");
  });

  it("with their controls, and with those that they are a control of", () => {
    const pairs = named("mitm");
    expect(pairs).to.include.members(["honest | mitm", "mitm | skipped-comparison", "mitm | on-path"]);
    for (const pair of pairs) expect(pair.split(" | ")).to.include("mitm");
  });

  it("all of them with their controls, and no mere neighbours in the catalogue", () => {
    const all = named(...SCENARIOS.map(({ id }) => id));
    for (const { id, controls } of SCENARIOS)
      for (const control of controls)
        expect(
          all.filter((pair) => pair === `${id} | ${control}` || pair === `${control} | ${id}`),
          id,
        ).to.have.length(1);
    expect(all).not.to.include("mitm-over-wss | on-path");
  });

  it("and says where the page is, also where the other run was made earlier", async () => {
    const out = temporaryDirectory();
    cpSync((await recordedRun("honest")).directory, join(out, "honest"), { recursive: true });
    const { code, stdout } = await lab(["scenario", "skipped-comparison", "--quick", "--out", out]);
    expect(code).to.equal(0);
    expect(stdout).to.match(
      /^Side by side, honest \| skipped-comparison: .*compare\/honest-skipped-comparison\.html$/m,
    );
    expect(existsSync(join(out, "compare", "honest-skipped-comparison.html"))).to.equal(true);
  });

  it("and says what differs first of those that it was told to run together", async () => {
    const out = temporaryDirectory();
    const { code, stdout } = await lab(["scenario", "mitm", "honest", "--quick", "--out", out]);
    expect(code).to.equal(0);
    expect(stdout).to.match(
      /^honest \| mitm: .*compare\/honest-mitm\.html\n {2}In honest, Alice’s offer reached Bob byte for byte; in mitm, the server changed/m,
    );
  });

  it("but runs nothing where a page would take the place of what the lab did not write", async () => {
    const out = temporaryDirectory();
    mkdirSync(join(out, "compare"));
    writeFileSync(join(out, "compare", "thesis.txt"), "mine");
    const { code, stdout, stderr } = await lab(["scenario", "mitm", "--quick", "--out", out]);
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
    expect(stderr).to.contain("compare was not written by this lab");
    expect(existsSync(join(out, "mitm"))).to.equal(false);
  });
});
