import { expect } from "chai";
import { Progress } from "../../../lab/conformance/progress.ts";

describe("the progress of the conformance tables", () => {
  it("tells how far it is, and estimates the rest from what is done", () => {
    const lines: string[] = [];
    let now = 0;
    const progress = new Progress(
      3,
      (line) => lines.push(line),
      () => now,
    );
    for (const [at, what] of [
      [100_000, "one"],
      [130_000, "two"],
      [140_000, "three"],
    ] as const) {
      now = at;
      progress.done(what);
    }
    expect(lines).to.eql(["[1/3] one (about 4 min left)", "[2/3] two (about 65 s left)", "[3/3] three"]);
  });
});
