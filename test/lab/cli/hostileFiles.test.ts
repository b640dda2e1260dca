import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Conductor, type lab } from "../conductor.ts";
import { recordedRun } from "../recordedRun.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

const LIMIT_MS = 12_000;

describe("files that the lab did not write", function () {
  this.timeout(60_000);

  describe("stop a run before it starts, with one line and the exit code 2:", () => {
    const foreign: Record<string, (out: string) => string> = {
      "a thesis in the place of the run": (out) => {
        mkdirSync(join(out, "honest"));
        writeFileSync(join(out, "honest", "thesis.txt"), "three years of work");
        return join(out, "honest");
      },
      "somebody's index.html": (out) => {
        writeFileSync(join(out, "index.html"), "<title>My page</title>");
        return join(out, "index.html");
      },
      "somebody's index.json": (out) => {
        writeFileSync(join(out, "index.json"), "{}");
        return join(out, "index.json");
      },
      "a directory that is called index.html": (out) => {
        mkdirSync(join(out, "index.html"));
        return join(out, "index.html");
      },
      "a pipe that is called index.html": (out) => {
        execFileSync("mkfifo", [join(out, "index.html")]);
        return join(out, "index.html");
      },
      "a link that is called index.html": (out) => {
        writeFileSync(join(out, "page"), "<title>My page</title>");
        symlinkSync("page", join(out, "index.html"));
        return join(out, "index.html");
      },
    };
    for (const [what, put] of Object.entries(foreign)) {
      it(what, async () => {
        const out = temporaryDirectory();
        const place = put(out);
        const before = readdirSync(out, { recursive: true });
        const { code, stdout, stderr } = await endsInTime(["scenario", "honest", "--quick", "--out", out]);
        expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
        expect(stderr).to.match(/^[^\n]+ Move it away, or name another directory with --out\n$/);
        expect(stderr.startsWith(place)).to.equal(true);
        expect(readdirSync(out, { recursive: true })).to.deep.equal(before);
      });
    }
  });

  it("beside the runs, called report.json, do not keep the index waiting: a pipe, a device, a file of 5 GB, a directory", async () => {
    const out = temporaryDirectory();
    for (const name of ["pipe", "device", "large", "directory"]) mkdirSync(join(out, name));
    execFileSync("mkfifo", [join(out, "pipe", "report.json")]);
    symlinkSync("/dev/zero", join(out, "device", "report.json"));
    execFileSync("truncate", ["-s", "5G", join(out, "large", "report.json")]);
    mkdirSync(join(out, "directory", "report.json"));
    const { code, stderr } = await endsInTime(
      ["scenario", "honest", "--quick", "--quiet", "--out", out],
      40_000,
    );
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    expect(JSON.parse(readFileSync(join(out, "index.json"), "utf8"))).to.have.nested.property(
      "runs[0].scenario",
      "honest",
    );
  });

  for (const [where, words] of [
    ["nowhere", ["--out", ""]],
    ["a place that the system refuses", ["--out", "/proc/nope"]],
  ] as const) {
    it(`are left alone by a run that is to be written to ${where}: one line, and nothing is left`, async () => {
      const before = readdirSync(".");
      const { code, stderr } = await endsInTime(["scenario", "honest", "--quick", ...words]);
      expect(code).to.equal(where === "nowhere" ? 2 : 3);
      expect(stderr).to.match(/^[^\n]+\n$/);
      expect(readdirSync(".")).to.deep.equal(before);
    });
  }

  it("are not needed to fail well: an index that cannot be written is one line and the exit code 3, and leaves no partial", async () => {
    const out = temporaryDirectory();
    const conductor = new Conductor(["scenario", "honest", "--quick", "--out", out]);
    await conductor.says(/starts, in process/);
    // As somebody might while the run is under way; a full disk takes the same way.
    mkdirSync(join(out, "index.json"));
    const { code, stderr } = await conductor.ended;
    expect(code).to.equal(3);
    expect(stderr).to.match(/^the lab itself failed \(not-ours\): [^\n]+\n$/);
    expect(readdirSync(out).toSorted()).to.deep.equal(["honest", "index.json"]);
  });

  describe("do not hang or break verify, which says one line:", () => {
    const hostile: Record<string, (directory: string) => void> = {
      "a pipe as report.json": (directory) => replaceBy("mkfifo", directory, "report.json"),
      "a pipe as capture": (directory) => replaceBy("mkfifo", directory, "capture.pcapng"),
      "a pipe as trace": (directory) => replaceBy("mkfifo", directory, "trace.jsonl"),
      "a pipe as a document": (directory) => replaceBy("mkfifo", directory, "report.html"),
      "a device as capture": (directory) => {
        rmSync(join(directory, "capture.pcapng"));
        symlinkSync("/dev/zero", join(directory, "capture.pcapng"));
      },
      "a link to the genuine file elsewhere": (directory) => {
        cpSync(join(directory, "capture.pcapng"), join(directory, "..", "genuine"));
        rmSync(join(directory, "capture.pcapng"));
        symlinkSync("../genuine", join(directory, "capture.pcapng"));
      },
      "a trace of 600 MB": (directory) => {
        execFileSync("truncate", ["-s", "600M", join(directory, "trace.jsonl")]);
      },
      "a signal of 10 MB in the trace, under its right hash": (directory) => {
        const trace = readFileSync(join(directory, "trace.jsonl"), "utf8");
        const word = "x".repeat(10 << 20);
        rewriteTrace(directory, trace.replace(/"raw":"/, `"raw":"${word}`));
      },
      "the same file mentioned 20,000 times": (directory) => {
        const file = join(directory, "report.json");
        const report = JSON.parse(readFileSync(file, "utf8"));
        report.artefacts = Array.from({ length: 20_000 }, () => report.artefacts[0]);
        writeFileSync(file, JSON.stringify(report));
      },
    };
    for (const [what, change] of Object.entries(hostile)) {
      it(what, async () => {
        const directory = join(temporaryDirectory(), "mitm");
        cpSync((await recordedRun("mitm")).directory, directory, { recursive: true });
        change(directory);
        const { code, stdout, stderr } = await endsInTime(["verify", directory]);
        expect({ code, stdout }).to.deep.equal({ code: 3, stdout: "" });
        expect(stderr)
          .to.match(/^[^\n]+\n$/)
          .and.not.match(/\n\s+at /);
      });
    }
  });
});

/** Fails, and kills the command, when it does not end by itself. */
async function endsInTime(words: readonly string[], limitMs = LIMIT_MS): ReturnType<typeof lab> {
  const conductor = new Conductor(words);
  const timer = setTimeout(() => conductor.process.kill("SIGKILL"), limitMs);
  const ended = await conductor.ended;
  clearTimeout(timer);
  if (ended.signal !== null) throw new Error(`it did not end: ${words.join(" ")}`);
  return ended;
}

function replaceBy(program: string, directory: string, file: string): void {
  rmSync(join(directory, file));
  execFileSync(program, [join(directory, file)]);
}

function rewriteTrace(directory: string, trace: string): void {
  const file = join(directory, "report.json");
  const before = createHash("sha256")
    .update(readFileSync(join(directory, "trace.jsonl")))
    .digest("hex");
  const { size } = lstatSync(join(directory, "trace.jsonl"));
  writeFileSync(join(directory, "trace.jsonl"), trace);
  const after = createHash("sha256").update(trace).digest("hex");
  const report = readFileSync(file, "utf8")
    .replaceAll(before, after)
    .replace(`"bytes": ${size}`, `"bytes": ${Buffer.byteLength(trace)}`);
  writeFileSync(file, report);
}
