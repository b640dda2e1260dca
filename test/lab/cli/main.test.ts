import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { COMMANDS, OPTIONS } from "../../../lab/cli/options.ts";
import { forUser } from "../../../lab/cli/startedByNpm.ts";
import { SCENARIOS } from "../../../scenarios/index.ts";
import { Conductor, lab } from "../conductor.ts";
import { recordedRun } from "../recordedRun.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

describe("the command line", () => {
  it("lists every scenario on one line with its question", async () => {
    const { code, stdout, stderr } = await lab(["scenario"]);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    const lines = stdout.trimEnd().split("\n");
    expect(lines).to.have.length(SCENARIOS.length);
    for (const [index, { id, question }] of SCENARIOS.entries()) {
      expect(lines[index])
        .to.match(new RegExp(`^${id} +`))
        .and.contain(question);
    }
  });

  it("lists the scenarios as JSON with --json", async () => {
    const { code, stdout } = await lab(["scenario", "--json"]);
    expect(code).to.equal(0);
    const ids = JSON.parse(stdout).map(({ id }: { id: unknown }) => id);
    expect(ids).to.deep.equal(SCENARIOS.map(({ id }) => id));
  });

  it("helps whoever asks: every command, option and exit code, on standard output", async () => {
    const { code, stdout, stderr } = await lab(["scenario", "mitm", "-h"]);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    const named = Object.values(OPTIONS).flatMap((options) =>
      Object.keys(options).map((name) => `--${name}`),
    );
    for (const word of [...COMMANDS, ...named, "130"]) expect(stdout).to.contain(word);
    for (const line of stdout.split("\n")) expect(line.length, line).to.be.at.most(100);
  });

  it("says that npm kept an option, and runs nothing", async () => {
    const environment = { npm_lifecycle_event: "scenario", npm_config_quick: "true" };
    const { code, stdout, stderr } = await lab(["scenario", "mitm"], environment);
    expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
    expect(stderr).to.contain("npm run scenario -- mitm --quick");
  });

  it("explains a scenario: its story, its lesson, what it does not test", async () => {
    const { code, stdout, stderr } = await lab(["explain", "mitm"]);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    const text = stdout.replaceAll(/\s+/g, " ");
    const mitm = SCENARIOS.find(({ id }) => id === "mitm");
    for (const part of [...(mitm?.story ?? []), mitm?.lesson, ...(mitm?.limits ?? [])])
      expect(text).to.contain(part);
  });

  describe("answers what it cannot do with one line on stderr and the exit code 2:", () => {
    // test/lab/arguments.test.ts has the rest: each of these costs a process.
    const wrong: Record<string, [words: string[], line: RegExp]> = {
      "no command": [[], /the commands are/],
      "an unknown scenario beside a known one": [
        ["scenario", "honest", "no-such"],
        /no scenario "no-such".*npx webrtc-mitm-lab scenario lists/,
      ],
      "a scenario in capital letters": [["scenario", "MITM"], /did you mean mitm\?$/m],
      "a file for JUnit that cannot be written, before anything is run": [
        ["scenario", "mitm", "--junit", "/no/such/junit.xml"],
        /^cannot write \/no\/such\/junit\.xml/,
      ],
      "an unknown scenario to explain": [["explain", "constructor"], /no scenario "constructor"/],
      "an unknown option": [["scenario", "honest", "--fast"], /--fast/],
      "a timeout that is no number": [
        ["scenario", "honest", "--timeout", "soon"],
        /--timeout takes a number/,
      ],
      "a directory to verify that is not there": [
        ["verify", "/no/such/run"],
        /^there is no run directory \/no\/such\/run/,
      ],
      "a file to verify": [["verify", "package.json"], /^there is no run directory package\.json/],
    };
    for (const [title, [words, line]] of Object.entries(wrong)) {
      it(title, async () => {
        const { code, stdout, stderr } = await lab(words);
        expect({ code, stdout }).to.deep.equal({ code: 2, stdout: "" });
        expect(stderr)
          .to.match(/^[^\n]+\n$/)
          .and.match(line);
        expect(stderr).to.not.match(/\n\s+at |node:|\.js:\d/);
      });
    }
  });

  it("prints the report and nothing else with --json", async () => {
    const out = temporaryDirectory();
    const { code, stdout, stderr } = await lab(["scenario", "mitm", "--quick", "--json", "--out", out]);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    expect(stdout).to.equal(readFileSync(join(out, "mitm", "report.json"), "utf8"));
    expect(JSON.parse(stdout)).to.include({ scenario: "mitm", result: "as-expected" });
  });

  it("tells the story, the checks, the verdict and the place of the report, in plain text into a pipe", async () => {
    const out = temporaryDirectory();
    const { code, stdout, stderr } = await lab(["scenario", "honest", "--out", out]);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    const places = ["starts, in process", "is connected", "says on", "honest: as expected", "Report: "].map(
      (text) => stdout.indexOf(text),
    );
    expect(places).to.not.include(-1);
    expect(places).to.deep.equal(places.toSorted((a, b) => a - b));
    // Whole, or from where the tests stand where that is shorter.
    expect(stdout).to.contain(`Report: ${forUser(join(out, "honest", "report.html"))}\n`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(stdout).to.not.match(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
  });

  it("goes on to its end when nobody reads its story any more", async () => {
    const out = temporaryDirectory();
    const conductor = new Conductor(["scenario", "honest", "--out", out]);
    await conductor.says(/starts, in process/);
    conductor.process.stdout?.destroy();
    const { code, stderr } = await conductor.ended;
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    expect(readdirSync(out).toSorted()).to.deep.equal(["honest", "index.html", "index.json"]);
  });

  it("verifies an untouched run with the exit code 0, and shows its checks again", async () => {
    const { directory } = await recordedRun("mitm");
    const { code, stdout, stderr } = await lab(["verify", directory]);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    expect(stdout).to.contain("mitm: as expected").and.contain("All files agree");
  });

  it("tells the findings and the judgement as JSON with verify --json", async () => {
    const { directory } = await recordedRun("mitm");
    const { code, stdout } = await lab(["verify", directory, "--json"]);
    expect(code).to.equal(0);
    const { agrees, findings, report } = JSON.parse(stdout);
    expect({ agrees, findings, result: report.result }).to.deep.equal({
      agrees: true,
      findings: [],
      result: "as-expected",
    });
  });

  it("names the file that is missing in a run, with the exit code 3", async () => {
    const cut = join(temporaryDirectory(), "mitm");
    cpSync((await recordedRun("mitm")).directory, cut, { recursive: true });
    rmSync(join(cut, "capture.pcapng"));
    const { code, stdout, stderr } = await lab(["verify", cut]);
    expect({ code, stdout }).to.deep.equal({ code: 3, stdout: "" });
    expect(stderr).to.match(/^capture\.pcapng is missing in [^\n]+\n$/);
  });

  it("says one line of each scenario with --quiet, and no more", async () => {
    const out = temporaryDirectory();
    const { code, stdout, stderr } = await lab(["scenario", "honest", "--quick", "--quiet", "--out", out]);
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: "" });
    expect(stdout).to.match(/^honest: as expected {2}· nobody attacked {2}[^\n]+report\.html\n$/);
  });

  it("says when a quick run is to replace a full one, and not when it replaces a quick one", async () => {
    const out = await withPreviousRun();
    const words = ["scenario", "mitm", "--quick", "--quiet", "--out", out];
    expect((await lab(words)).stderr).to.equal("");
    const file = join(out, "mitm", "report.json");
    writeFileSync(file, readFileSync(file, "utf8").replaceAll("left out by --quick", "no right to read it"));
    expect((await lab(words)).stderr).to.match(
      /^--quick replaces the report of a full run of mitm in [^\n]+\n$/,
    );
  });

  it("names each changed file of a run with the exit code 1", async () => {
    const changed = join(temporaryDirectory(), "mitm");
    cpSync((await recordedRun("mitm")).directory, changed, { recursive: true });
    writeFileSync(join(changed, "report.md"), "All is well.");
    writeFileSync(join(changed, "added.txt"), "");
    const { code, stdout, stderr } = await lab(["verify", changed]);
    expect({ code, stderr }).to.deep.equal({ code: 1, stderr: "" });
    expect(stdout)
      .to.match(/✗.*report\.md/)
      .and.match(/✗.*added\.txt/);
    expect(stdout).to.not.contain("All files agree");
  });

  it("says in one line, with the exit code 3, that a damaged report cannot be verified", async () => {
    const damaged = join(temporaryDirectory(), "mitm");
    cpSync((await recordedRun("mitm")).directory, damaged, { recursive: true });
    writeFileSync(join(damaged, "report.json"), "{}");
    const { code, stdout, stderr } = await lab(["verify", damaged]);
    expect({ code, stdout }).to.deep.equal({ code: 3, stdout: "" });
    expect(stderr).to.equal("report.json is not a report of this lab, or was damaged\n");
  });

  it("shows the name of a file that does not belong to a run escaped: it may come from an attacker", async () => {
    const directory = join(temporaryDirectory(), "guest");
    cpSync((await recordedRun("mitm")).directory, directory, { recursive: true });
    writeFileSync(join(directory, "\u001b[31mred\u202e"), "");
    const { code, stdout } = await lab(["verify", directory]);
    expect(code).to.equal(1);
    expect(stdout).to.contain("\\u{1b}[31mred\\u{202e} does not belong to the run");
    expect(stdout).to.not.contain("\u001b").and.not.contain("\u202e");
  });

  it("says in one line, with the exit code 3, that it cannot write its report", async () => {
    const file = join(temporaryDirectory(), "file");
    writeFileSync(file, "");
    const { code, stdout, stderr } = await lab(["scenario", "honest", "--json", "--out", file]);
    expect({ code, result: JSON.parse(stdout).result }).to.deep.equal({ code: 3, result: "harness-error" });
    expect(stderr).to.match(/^honest: the lab itself failed \(cannot-write\): [^\n]+\n$/);
  });

  it("leaves the previous run untouched when a run fails", async () => {
    const out = await withPreviousRun();
    const before = fingerprints(join(out, "mitm"));
    const { code, stdout, stderr } = await lab([
      "scenario",
      "mitm",
      "--json",
      "--timeout",
      "0.001",
      "--out",
      out,
    ]);
    expect({ code, result: JSON.parse(stdout).result }).to.deep.equal({ code: 3, result: "harness-error" });
    expect(stderr).to.match(
      /^mitm: the lab itself failed \(deadline\): \w+ did not [^\n]+ within 0\.001 s\n$/,
    );
    expect(readdirSync(out)).to.deep.equal(["mitm"]);
    expect(fingerprints(join(out, "mitm"))).to.deep.equal(before);
  });

  it("leaves the previous run untouched when a run is interrupted", async () => {
    const out = await withPreviousRun();
    const before = fingerprints(join(out, "mitm"));
    const conductor = new Conductor(["scenario", "mitm", "--out", out]);
    await conductor.says(/Call 1/);
    conductor.process.kill("SIGINT");
    expect(await conductor.ended).to.include({ code: 130 });
    expect(readdirSync(out)).to.deep.equal(["mitm"]);
    expect(fingerprints(join(out, "mitm"))).to.deep.equal(before);
  });

  it("does not run a scenario twice that is named twice, and stops for nobody in between", async () => {
    const out = temporaryDirectory();
    const { code, stdout } = await lab(["scenario", "honest", "mitm", "honest", "--out", out]);
    expect(code).to.equal(0);
    expect(stdout.match(/^ *\d\/2 .* as expected/gm)).to.have.length(2);
    expect(readdirSync(out).toSorted()).to.deep.equal([
      "compare",
      "honest",
      "index.html",
      "index.json",
      "mitm",
    ]);
  });
});

async function withPreviousRun(): Promise<string> {
  const out = temporaryDirectory();
  mkdirSync(join(out, "mitm"));
  cpSync((await recordedRun("mitm")).directory, join(out, "mitm"), { recursive: true });
  return out;
}

function fingerprints(directory: string): Record<string, string> {
  if (!existsSync(directory)) return {};
  return Object.fromEntries(
    readdirSync(directory).map((name) => [
      name,
      createHash("sha256")
        .update(readFileSync(join(directory, name)))
        .digest("hex"),
    ]),
  );
}
