import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { stageRun } from "../../../lab/files/runDirectory.ts";
import { HarnessError } from "../../../lab/run/harnessError.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

describe("the store of runs", () => {
  it("shows a run under its name only when it is whole", () => {
    const out = join(temporaryDirectory(), "not", "there", "yet");
    const staging = stageRun(out, "mitm");
    staging.write("trace.jsonl", "one\n");
    staging.write("report.html", Buffer.from("two"));
    expect(existsSync(join(out, "mitm"))).to.equal(false);
    expect(staging.publish()).to.equal(join(out, "mitm"));
    expect(readdirSync(out)).to.deep.equal(["mitm"]);
    expect(contents(join(out, "mitm"))).to.deep.equal({ "report.html": "two", "trace.jsonl": "one\n" });
  });

  it("leaves nothing of a discarded run, and the previous one as it was", () => {
    const out = withRun({ "trace.jsonl": "old" });
    const staging = stageRun(out, "mitm");
    staging.write("trace.jsonl", "new");
    staging.discard();
    expect(readdirSync(out)).to.deep.equal(["mitm"]);
    expect(contents(join(out, "mitm"))).to.deep.equal({ "trace.jsonl": "old" });
  });

  it("puts a new run in the place of the previous one, of which nothing stays", () => {
    const out = withRun({ "trace.jsonl": "old", "old.txt": "old" });
    const staging = stageRun(out, "mitm");
    staging.write("trace.jsonl", "new");
    staging.publish();
    expect(readdirSync(out)).to.deep.equal(["mitm"]);
    expect(contents(join(out, "mitm"))).to.deep.equal({ "trace.jsonl": "new" });
  });

  it("never writes over a file of its own run", () => {
    const staging = stageRun(temporaryDirectory(), "mitm");
    staging.write("trace.jsonl", "one");
    expect(() => staging.write("trace.jsonl", "two")).to.throw(HarnessError, "trace.jsonl");
  });

  it("clears the unfinished directory of a process that is gone, and of that scenario only", () => {
    const out = temporaryDirectory();
    const gone = spawnSync(process.execPath, ["--version"]).pid;
    const stale = `.mitm.${gone}-0a1b2c3d.partial`;
    const others = [
      `.mitm.${process.pid}-0a1b2c3d.partial`,
      `.honest.${gone}-0a1b2c3d.partial`,
      `.mitm-again.${gone}-0a1b2c3d.partial`,
      `.mitm.${gone}-notes`,
    ];
    for (const name of [stale, ...others]) mkdirSync(join(out, name));
    writeFileSync(join(out, stale, "trace.jsonl"), "half");
    stageRun(out, "mitm").discard();
    expect(readdirSync(out).toSorted()).to.deep.equal(others.toSorted());
  });

  it("puts the previous run back when its successor was killed between the two renames", () => {
    const out = withRun({ "trace.jsonl": "old" });
    renameSync(join(out, "mitm"), join(out, ".mitm.previous"));
    stageRun(out, "mitm").discard();
    expect(readdirSync(out)).to.deep.equal(["mitm"]);
    expect(contents(join(out, "mitm"))).to.deep.equal({ "trace.jsonl": "old" });
  });

  it("removes the previous run when its successor was killed after the two renames", () => {
    const out = withRun({ "trace.jsonl": "new" });
    mkdirSync(join(out, ".mitm.previous"));
    writeFileSync(join(out, ".mitm.previous", "trace.jsonl"), "old");
    stageRun(out, "mitm").discard();
    expect(readdirSync(out)).to.deep.equal(["mitm"]);
    expect(contents(join(out, "mitm"))).to.deep.equal({ "trace.jsonl": "new" });
  });

  it("lets two runs of one scenario, at the same time, appear one after the other", () => {
    const out = temporaryDirectory();
    const [first, second] = [stageRun(out, "mitm"), stageRun(out, "mitm")];
    first.write("trace.jsonl", "first");
    second.write("trace.jsonl", "second");
    first.publish();
    second.publish();
    expect(readdirSync(out)).to.deep.equal(["mitm"]);
    expect(contents(join(out, "mitm"))).to.deep.equal({ "trace.jsonl": "second" });
  });

  it("says with its own error where it cannot write", () => {
    const out = temporaryDirectory();
    writeFileSync(join(out, "file"), "");
    expect(() => stageRun(join(out, "file"), "mitm"))
      .to.throw(HarnessError, join(out, "file"))
      .with.property("code", "cannot-write");
    const staging = stageRun(out, "mitm");
    staging.discard();
    expect(() => staging.write("trace.jsonl", "")).to.throw(HarnessError, "cannot write");
    expect(() => staging.publish()).to.throw(HarnessError, "cannot write");
  });

  it("keeps the previous run in its place when the new one cannot be put there", () => {
    const out = withRun({ "trace.jsonl": "old" });
    const staging = stageRun(out, "mitm");
    staging.discard();
    expect(() => staging.publish()).to.throw(HarnessError);
    expect(contents(join(out, "mitm"))).to.deep.equal({ "trace.jsonl": "old" });
  });
});

/** A directory for reports that holds one run of "mitm". */
function withRun(files: Readonly<Record<string, string>>): string {
  const out = temporaryDirectory();
  mkdirSync(join(out, "mitm"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(out, "mitm", name), text);
  return out;
}

function contents(directory: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(directory)
      .toSorted()
      .map((name) => [name, readFileSync(join(directory, name), "utf8")]),
  );
}
