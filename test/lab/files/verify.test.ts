import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { unusable } from "../../../lab/files/artefacts.ts";
import { verify } from "../../../lab/files/verify.ts";
import { recordedRun } from "../recordedRun.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

const FILES = [
  "trace.jsonl",
  "capture.pcapng",
  "capture-with-secrets.pcapng",
  "sslkeys.log",
  "report.json",
  "report.md",
  "report.html",
  ".webrtc-mitm-lab",
] as const;
const POSITIONS = 30;
/** For a changed document the whole run is judged again, which takes a while. */
const POSITIONS_IN_DOCUMENTS = 6;

describe("verify", function () {
  this.timeout(120_000);
  let original = "";
  let directory = "";
  const path = (file: string) => join(directory, file);

  before(async () => {
    original = (await recordedRun("mitm")).directory;
    directory = join(temporaryDirectory(), "mitm");
    cpSync(original, directory, { recursive: true });
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
    cpSync(original, directory, { recursive: true });
  });

  it("passes a run that nobody touched, and finds its judgement again", () => {
    const { report, findings } = verify(directory);
    expect(findings).to.deep.equal([]);
    expect(report).to.deep.equal(JSON.parse(readFileSync(path("report.json"), "utf8")));
    expect(readdirSync(directory).toSorted(), "these tests know every file").to.deep.equal(
      [...FILES].toSorted(),
    );
  });

  it("passes it in another place, under another name", () => {
    const elsewhere = join(temporaryDirectory(), "renamed");
    cpSync(directory, elsewhere, { recursive: true });
    expect(verify(elsewhere).findings).to.deep.equal([]);
  });

  it("says when the run names another version of the lab as its writer", () => {
    expect(verify(directory).otherVersion).to.equal(undefined);
    const report = readFileSync(path("report.json"), "utf8");
    writeFileSync(path("report.json"), report.replace(/"lab": "[^"]*"/, '"lab": "0.0.1"'));
    const { findings, otherVersion } = verify(directory);
    expect(otherVersion).to.equal("0.0.1");
    expect(findings, "it is no excuse").to.include(
      "report.json is not what this run's trace and capture lead to",
    );
  });

  describe("never passes a run", () => {
    for (const file of FILES) {
      it(`with one bit of ${file} flipped, wherever it is`, () => {
        const bytes = readFileSync(path(file));
        const isDocument = file.startsWith("report") || file === "capture-with-secrets.pcapng";
        const positions = isDocument ? POSITIONS_IN_DOCUMENTS : POSITIONS;
        for (const position of spread(bytes.length, positions)) {
          const changed = Uint8Array.from(bytes);
          changed[position] = (changed[position] ?? 0) ^ (1 << (position % 8));
          writeFileSync(path(file), changed);
          expect(passes(), `bit ${position % 8} of byte ${position}`).to.equal(false);
        }
      });

      it(`with one byte of ${file} left out or put in`, () => {
        const bytes = readFileSync(path(file));
        for (const position of spread(bytes.length, 3)) {
          writeFileSync(
            path(file),
            Buffer.concat([bytes.subarray(0, position), bytes.subarray(position + 1)]),
          );
          expect(passes(), `byte ${position} left out`).to.equal(false);
          writeFileSync(
            path(file),
            Buffer.concat([bytes.subarray(0, position), Uint8Array.of(0x20), bytes.subarray(position)]),
          );
          expect(passes(), `a blank before byte ${position}`).to.equal(false);
        }
        writeFileSync(path(file), Buffer.concat([bytes, Buffer.from("\n")]));
        expect(passes(), "a line feed at the end").to.equal(false);
      });

      it(`with ${file} empty, missing, or a directory`, () => {
        writeFileSync(path(file), "");
        expect(passes(), "empty").to.equal(false);
        rmSync(path(file));
        expect(passes(), "missing").to.equal(false);
        mkdirSync(path(file));
        expect(passes(), "a directory").to.equal(false);
      });
    }

    it("with a file or folder too many", () => {
      for (const name of ["added.txt", ".hidden", "report.json.bak", "trace.jsonl~"]) {
        writeFileSync(path(name), "");
        expect(findings()).to.deep.equal([`${name} does not belong to the run`]);
        rmSync(path(name));
      }
      mkdirSync(path("folder"));
      expect(findings()).to.deep.equal(["folder does not belong to the run"]);
    });

    it("with two files exchanged", () => {
      renameSync(path("report.md"), path("x"));
      renameSync(path("report.html"), path("report.md"));
      renameSync(path("x"), path("report.html"));
      expect(findings()).to.have.length(2);
    });
  });

  it("names the file that was changed", () => {
    for (const file of FILES.filter((name) => name !== "report.json")) {
      writeFileSync(path(file), Buffer.concat([readFileSync(path(file)), Buffer.from(" ")]));
      expect(findings().join("\n"), file).to.contain(file);
      cpSync(join(original, file), path(file));
    }
  });

  describe("when the artefact's new hash was put into report.json too", () => {
    /** What somebody would do who knows of the hashes, but not that the whole run is judged again. */
    const disguised = (file: string, content: string | Uint8Array) => {
      const before = createHash("sha256")
        .update(readFileSync(path(file)))
        .digest("hex");
      const bytes = readFileSync(path(file)).length;
      writeFileSync(path(file), content);
      const after = createHash("sha256").update(content).digest("hex");
      const report = readFileSync(path("report.json"), "utf8");
      expect(report).to.contain(before);
      writeFileSync(
        path("report.json"),
        report.replace(before, after).replace(`"bytes": ${bytes}`, `"bytes": ${Buffer.from(content).length}`),
      );
    };

    const lies: Record<string, (trace: string) => string> = {
      "an alarm's code": (trace) => trace.replace("FINGERPRINT_MISMATCH", "ALL_IS_WELL"),
      "a message that the interceptor read": (trace) => trace.replace(/.*"message-read".*\n/, ""),
      "the scenario's name": (trace) => trace.replace('"scenario":"mitm"', '"scenario":"honest"'),
      "a scenario that is not there": (trace) => trace.replace('"scenario":"mitm"', '"scenario":"none"'),
      "a canary that is too short to search for": (trace) =>
        trace.replace(/"value":"canary-[^"]*"/, '"value":"x"'),
      "a canary that is empty": (trace) => trace.replace(/"value":"canary-[^"]*"/, '"value":""'),
      "a marker that is too short to search for": (trace) =>
        trace.replace(/"marker":"marker-[^"]*"/, '"marker":"x"'),
      "SDP that is none": (trace) => trace.replaceAll(/"sdp":"[^"]*"/g, '"sdp":"v=0 \\u0000 a=fingerprint:"'),
      "certificates that are none": (trace) =>
        trace.replaceAll(/"certificate":"[^"]*"/g, '"certificate":"AAAA"'),
      "keys that are none": (trace) => trace.replaceAll(/"pkcs8":"[^"]*"/g, '"pkcs8":"AAAA"'),
      "session secrets that are none": (trace) => trace.replaceAll(/"entries":\[[^\]]*\]/g, '"entries":[]'),
      "signals that are none": (trace) => trace.replaceAll(/"raw":"(?:[^"\\]|\\.)*"/g, '"raw":"{"'),
      "ports that nobody had": (trace) => trace.replaceAll(/"port":\d+/g, '"port":9'),
      "messages of no length": (trace) => trace.replaceAll(/"head":"[^"]*"/g, '"head":""'),
      "times that run backwards": (trace) => trace.replaceAll(/"at":[\d.]+/g, '"at":-1e300'),
    };
    for (const [what, lie] of Object.entries(lies)) {
      it(`it is found all the same: ${what}`, () => {
        const trace = readFileSync(path("trace.jsonl"), "utf8");
        const renumbered = lie(trace)
          .split("\n")
          .map((line, index) => line.replace(/"seq":\d+/, `"seq":${index + 1}`))
          .join("\n");
        expect(renumbered, "the lie is told").to.not.equal(trace);
        disguised("trace.jsonl", renumbered);
        expect(passes()).to.equal(false);
      });
    }

    it("it is found all the same: a trace cut short, or without its beginning", () => {
      const lines = readFileSync(path("trace.jsonl"), "utf8").split("\n");
      disguised("trace.jsonl", lines.slice(0, 5).join("\n"));
      expect(passes()).to.equal(false);
      disguised("trace.jsonl", lines.slice(1).join("\n"));
      expect(passes()).to.equal(false);
    });

    it("it is found all the same: bytes of the capture", () => {
      const capture = readFileSync(path("capture.pcapng"));
      for (const position of spread(capture.length, 20)) {
        const changed = Uint8Array.from(capture);
        changed[position] = (changed[position] ?? 0) ^ 0x80;
        disguised("capture.pcapng", changed);
        expect(passes(), `byte ${position}`).to.equal(false);
      }
      disguised("capture.pcapng", capture.subarray(0, capture.length / 2));
      expect(passes(), "cut in half").to.equal(false);
    });

    it("it is found all the same: another key log", () => {
      disguised("sslkeys.log", "");
      expect(findings().join("\n")).to.contain("sslkeys.log");
    });
  });

  it("reads nothing outside the run directory, whatever report.json names", () => {
    const report = JSON.parse(readFileSync(path("report.json"), "utf8"));
    for (const name of [
      "../secret.txt",
      "/etc/passwd",
      "a/../../b.txt",
      "",
      ".",
      "..",
      "trace.jsonl/../x.y",
      "report.json\u0000.x",
    ]) {
      const artefacts = [{ ...report.artefacts[0], path: name }, ...report.artefacts.slice(1)];
      writeFileSync(path("report.json"), JSON.stringify({ ...report, artefacts }));
      expect(() => verify(directory), name).to.throw("report.json names a file outside the run directory");
    }
  });

  function findings(): readonly string[] {
    return verify(directory).findings;
  }

  /** An error of a known type says that the run cannot be verified. Any other error is one of verify itself. */
  function passes(): boolean {
    try {
      return findings().length === 0;
    } catch (error) {
      if (unusable(error) === undefined) throw error;
      return false;
    }
  }
});

/** Positions from the first byte to the last, at equal distances. */
function spread(length: number, count: number): number[] {
  return [
    ...new Set(Array.from({ length: count }, (_, index) => Math.floor((index * (length - 1)) / (count - 1)))),
  ];
}
