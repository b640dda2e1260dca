import { fork, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { MARK_FILE, markOf } from "../../../lab/files/mark.ts";
import { isGone, OWNER_FILE, ownerText } from "../../../lab/files/owner.ts";
import { stageRun } from "../../../lab/files/runDirectory.ts";
import { HarnessError } from "../../../lab/run/harnessError.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

const PUBLISHER = new URL("publisher.program.js", import.meta.url);

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
    expect(readFileSync(join(out, "mitm", MARK_FILE), "utf8")).to.equal(
      markOf(["trace.jsonl", "report.html"]),
    );
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
    const others: Record<string, string> = {
      [`.mitm.${process.pid}-0a1b2c3d.partial`]: ownerText(),
      [`.honest.${gone}-0a1b2c3d.partial`]: ownerText(gone),
      [`.mitm-again.${gone}-0a1b2c3d.partial`]: ownerText(gone),
      [`.mitm.${gone}-notes`]: ownerText(gone),
      // Of another machine or container, where the same number is another process.
      [`.mitm.${gone}-11111111.partial`]: `${gone} elsewhere pid:[1]\n`,
      // Whatever this is, no run of the lab says that it made it.
      [`.mitm.${gone}-22222222.partial`]: "",
    };
    for (const [name, owner] of Object.entries({ ...others, [stale]: ownerText(gone) })) {
      mkdirSync(join(out, name));
      if (owner !== "") writeFileSync(join(out, name, OWNER_FILE), owner);
      writeFileSync(join(out, name, "trace.jsonl"), "half");
    }
    stageRun(out, "mitm").discard();
    expect(readdirSync(out).toSorted()).to.deep.equal(Object.keys(others).toSorted());
  });

  it("counts a process that may not be signalled as alive", () => {
    const directory = temporaryDirectory();
    const gone = spawnSync(process.execPath, ["--version"]).pid;
    expect(isGone(ownerText(gone), directory)).to.equal(true);
    expect(isGone(ownerText(1), directory)).to.equal(false);
    const kill = process.kill;
    process.kill = () => {
      throw Object.assign(new Error("EPERM"), { code: "EPERM" });
    };
    try {
      expect(isGone(ownerText(gone), directory)).to.equal(false);
    } finally {
      process.kill = kill;
    }
  });

  it("puts the previous run back when its successor was killed between the two renames", () => {
    const out = withRun({ "trace.jsonl": "old" });
    renameSync(join(out, "mitm"), join(out, previousName()));
    stageRun(out, "mitm").discard();
    expect(readdirSync(out)).to.deep.equal(["mitm"]);
    expect(contents(join(out, "mitm"))).to.deep.equal({ "trace.jsonl": "old" });
  });

  it("removes the previous run when its successor was killed after the two renames", () => {
    const out = withRun({ "trace.jsonl": "old" });
    renameSync(join(out, "mitm"), join(out, previousName()));
    putRun(out, { "trace.jsonl": "new" });
    stageRun(out, "mitm").discard();
    expect(readdirSync(out)).to.deep.equal(["mitm"]);
    expect(contents(join(out, "mitm"))).to.deep.equal({ "trace.jsonl": "new" });
  });

  describe("touches nothing that the lab did not write, and says so:", () => {
    const foreign: Record<string, (out: string) => string> = {
      "a directory with a thesis in the place of a run": (out) => {
        mkdirSync(join(out, "mitm"));
        writeFileSync(join(out, "mitm", "thesis.txt"), "three years of work");
        return "was not written by this lab";
      },
      "a thesis that was put into a run": (out) => {
        putRun(out, { "trace.jsonl": "old" });
        writeFileSync(join(out, "mitm", "thesis.txt"), "three years of work");
        return 'something that this lab did not write: "thesis.txt"';
      },
      "an empty directory": (out) => {
        mkdirSync(join(out, "mitm"));
        return "was not written by this lab";
      },
      "a file": (out) => {
        writeFileSync(join(out, "mitm"), "three years of work");
        return "is no directory";
      },
      "a link to a run elsewhere": (out) => {
        symlinkSync(join(withRun({ "trace.jsonl": "old" }), "mitm"), join(out, "mitm"));
        return "is no directory";
      },
    };
    for (const [what, put] of Object.entries(foreign)) {
      it(what, () => {
        const out = temporaryDirectory();
        const why = put(out);
        const before = snapshot(out);
        expect(() => stageRun(out, "mitm"))
          .to.throw(HarnessError, why)
          .with.property("code", "not-ours");
        expect(snapshot(out)).to.deep.equal(before);
      });
    }

    it("what came there while the run was under way", () => {
      const out = temporaryDirectory();
      const staging = stageRun(out, "mitm");
      staging.write("trace.jsonl", "new");
      mkdirSync(join(out, "mitm"));
      writeFileSync(join(out, "mitm", "thesis.txt"), "three years of work");
      expect(() => staging.publish()).to.throw(HarnessError, "was not written by this lab");
      staging.discard();
      expect(snapshot(out)).to.deep.equal(["mitm", "mitm/thesis.txt three years of work"]);
    });

    it("a directory of the name under which an old run is kept for a moment", () => {
      const out = temporaryDirectory();
      const name = previousName();
      mkdirSync(join(out, name));
      writeFileSync(join(out, name, "thesis.txt"), "three years of work");
      putRun(out, { "trace.jsonl": "old" });
      stageRun(out, "mitm").publish();
      expect(snapshot(out)).to.include(`${name}/thesis.txt three years of work`);
    });
  });

  it("returns where the system refuses a directory without saying why, as /proc does", function () {
    if (process.platform !== "linux") this.skip();
    expect(() => stageRun("/proc/nope/deeper", "mitm")).to.throw(HarnessError, "/proc/nope");
  });

  it("takes its unfinished directory with it when its process ends in the middle", () => {
    const out = temporaryDirectory();
    const staging = stageRun(out, "mitm");
    staging.write("trace.jsonl", "half");
    const before = process.listeners("exit").at(-1);
    before?.call(process, 3);
    expect(readdirSync(out)).to.deep.equal([]);
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

  it("loses no run when four processes publish the same scenario again and again", async function () {
    this.timeout(60_000);
    const out = temporaryDirectory();
    const publish = (name: string) => {
      const staging = stageRun(out, "mitm");
      staging.write("trace.jsonl", name);
      staging.publish();
    };
    const children = Array.from({ length: 4 }, () => fork(PUBLISHER, [out, "100"]));
    publish("from the test");
    const codes = await Promise.all(children.map(async (child) => (await once(child, "exit"))[0]));
    expect(codes).to.deep.equal([0, 0, 0, 0]);
    expect(readdirSync(out)).to.deep.equal(["mitm"]);
    expect(readdirSync(join(out, "mitm")).toSorted()).to.deep.equal([MARK_FILE, "trace.jsonl"]);
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
  putRun(out, files);
  return out;
}

function putRun(out: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(out, "mitm"));
  for (const [name, text] of Object.entries({ ...files, [MARK_FILE]: markOf(Object.keys(files)) }))
    writeFileSync(join(out, "mitm", name), text);
}

/** Under which a process that is gone kept the previous run. */
function previousName(): string {
  return `.mitm.${spawnSync(process.execPath, ["--version"]).pid}-0a1b2c3d.previous`;
}

/** Without the mark. */
function contents(directory: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(directory)
      .filter((name) => name !== MARK_FILE)
      .toSorted()
      .map((name) => [name, readFileSync(join(directory, name), "utf8")]),
  );
}

/** Every path below, with what it holds. */
function snapshot(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" })
    .toSorted()
    .map((name) => {
      const path = join(directory, name);
      return lstatSync(path).isFile() ? `${name} ${readFileSync(path, "utf8")}` : name;
    });
}
