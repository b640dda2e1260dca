import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { temporaryDirectory } from "../temporaryDirectory.ts";
import { conformance } from "./runConformance.ts";

describe("npm run conformance", () => {
  it("reads what two node-datachannels, two wrtcs, and one of each say to each other", function () {
    this.timeout(120_000);
    const out = temporaryDirectory();
    const words = [
      "--stacks",
      "node-datachannel,wrtc",
      "--features",
      "text-and-binary,two-at-once,passive-answer",
    ];
    const { status, stdout, stderr } = conformance(...words, "--no-attacks", "--out", out);
    if (stdout.includes("Not here:")) this.skip();
    expect(status, stdout + stderr).to.equal(0);
    const { cells } = JSON.parse(readFileSync(join(out, "conformance.json"), "utf8"));
    const outcomes = cells.map((cell: { outcome: { outcome: string } }) => cell.outcome.outcome);
    expect(outcomes, stdout).to.eql(Array.from({ length: 12 }, () => "works"));
    expect(stdout.trimEnd().split("\n").at(-1)).to.equal("12 cells: ✓ 12 works, all read");
    expect(readFileSync(join(out, "conformance.html"), "utf8")).to.contain("✓ works, all read");
  });

  it("refuses what it does not know, and runs nothing", () => {
    const { status, stderr } = conformance("--stacks", "netscape");
    expect(status).to.equal(2);
    expect(stderr).to.match(/^--stacks has no "netscape"; there are .*\n$/);
  });

  it("replaces no file that it did not write", () => {
    const out = temporaryDirectory();
    writeFileSync(join(out, "conformance.html"), "a thesis");
    const { status, stderr } = conformance("--stacks", "wrtc", "--out", out);
    expect(status).to.equal(2);
    expect(stderr).to.match(/conformance\.html.* was not written by this lab.*\n$/);
    expect(readFileSync(join(out, "conformance.html"), "utf8")).to.equal("a thesis");
  });
});
