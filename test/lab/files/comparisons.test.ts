import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { writeComparisons } from "../../../lab/files/comparisons.ts";
import { foreignness, MARK_FILE, markOf } from "../../../lab/files/mark.ts";
import type { Pair } from "../../../src/report/compare/model/pairs.ts";
import { recordedRun } from "../recordedRun.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

const PAIR: Pair = ["honest", "mitm"];
const FILE = "honest-mitm.html";

/** Copies of finished runs, beside each other. */
async function runsOf(...scenarios: readonly string[]): Promise<string> {
  const out = temporaryDirectory();
  for (const scenario of scenarios)
    cpSync((await recordedRun(scenario)).directory, join(out, scenario), { recursive: true });
  return out;
}

const pageIn = (out: string) => join(out, "compare", FILE);

describe("the comparisons beside the runs", () => {
  it("are made of the run directories alone, and carry the lab's mark", async () => {
    const out = await runsOf("honest", "mitm");
    const { written, skipped } = writeComparisons(out, [PAIR]);
    expect(skipped).to.deep.equal([]);
    expect(written.map(({ file }) => file)).to.deep.equal([pageIn(out)]);
    expect(written[0]?.sentence).to.match(/^In honest, .*; in mitm, the server changed/);
    expect(readFileSync(pageIn(out), "utf8")).to.contain("honest and mitm, side by side");
    expect(readFileSync(join(out, "compare", MARK_FILE), "utf8")).to.equal(markOf([FILE]));
    expect(foreignness(join(out, "compare"))).to.equal(undefined);
    expect(readdirSync(out).toSorted()).to.deep.equal(["compare", "honest", "mitm"]);
    const first = readFileSync(pageIn(out));
    writeComparisons(out, [PAIR]);
    expect(readFileSync(pageIn(out)).equals(first)).to.equal(true);
  });

  it("leave out a run that was never made without a word, and make no directory for nothing", async () => {
    const out = await runsOf("mitm");
    expect(writeComparisons(out, [PAIR])).to.deep.equal({ written: [], skipped: [] });
    expect(existsSync(join(out, "compare"))).to.equal(false);
  });

  const damages: Readonly<Record<string, (run: string) => void>> = {
    "has no report of the present form": (run) => writeFileSync(join(run, "report.json"), `{"schema":0}`),
    "was changed since": (run) => writeFileSync(join(run, "trace.jsonl"), "{}\n"),
    "misses a file": (run) => rmSync(join(run, "capture.pcapng")),
    "has a link in a file's place": (run) => {
      rmSync(join(run, "capture.pcapng"));
      symlinkSync("/dev/zero", join(run, "capture.pcapng"));
    },
  };
  for (const [what, damage] of Object.entries(damages)) {
    it(`leave out a run that ${what}, say why if asked, and remove the page that shows it as it was`, async () => {
      const out = await runsOf("honest", "mitm");
      writeComparisons(out, [PAIR]);
      damage(join(out, "mitm"));
      const { written, skipped } = writeComparisons(out, [PAIR]);
      expect(written).to.deep.equal([]);
      expect(skipped.map(({ scenario }) => scenario)).to.deep.equal(["mitm"]);
      expect(skipped[0]?.because).to.match(/report|trace\.jsonl|capture\.pcapng/);
      expect(existsSync(pageIn(out))).to.equal(false);
    });
  }

  it("replace no directory and no page that the lab did not write", async () => {
    const out = await runsOf("honest", "mitm");
    mkdirSync(join(out, "compare"));
    writeFileSync(pageIn(out), "my own notes");
    expect(() => writeComparisons(out, [PAIR])).to.throw("was not written by this lab");
    expect(readFileSync(pageIn(out), "utf8")).to.equal("my own notes");
    writeFileSync(join(out, "compare", MARK_FILE), markOf([FILE]));
    expect(() => writeComparisons(out, [PAIR])).to.throw("was not written by this lab");
    expect(readFileSync(pageIn(out), "utf8")).to.equal("my own notes");
    rmSync(join(out, "mitm"), { recursive: true });
    writeComparisons(out, [PAIR]);
    expect(readFileSync(pageIn(out), "utf8")).to.equal("my own notes");
  });

  it("leave alone what else stands in their directory", async () => {
    const out = await runsOf("honest", "mitm");
    writeComparisons(out, [PAIR]);
    writeFileSync(join(out, "compare", "notes.txt"), "mine");
    writeComparisons(out, [PAIR]);
    expect(readFileSync(join(out, "compare", "notes.txt"), "utf8")).to.equal("mine");
    expect(readFileSync(join(out, "compare", MARK_FILE), "utf8")).to.equal(markOf([FILE]));
  });
});
