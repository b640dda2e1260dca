import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type AttackCell, attackWord } from "../../../lab/conformance/attacks/attackCell.ts";
import { TRIED } from "../../../lab/conformance/attacks/attacks.ts";
import type { Conformance } from "../../../lab/conformance/result.ts";
import { ATTACK_WORDS } from "../../../lab/conformance/words.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";
import { conformance } from "./runConformance.ts";

const STACKS = ["node-datachannel", "wrtc", "chromium", "firefox", "aiortc"];
/** The whole table takes half an hour. These are what the interceptor has failed at before. */
const FEATURES = ["text-and-binary", "two-at-once", "renegotiation"];

describe("the conformance tables, with stacks that nobody here wrote", function () {
  this.timeout(600_000);
  let result: Conformance;

  before(() => {
    const out = temporaryDirectory();
    const { status, stdout, stderr } = conformance(
      ...["--stacks", STACKS.join(","), "--features", FEATURES.join(","), "--out", out],
    );
    expect(status, stdout + stderr).to.equal(0);
    result = JSON.parse(readFileSync(join(out, "conformance.json"), "utf8"));
  });

  const here = () => result.stacks.flatMap((stack) => ("version" in stack ? [stack] : []));

  it("has a cell for each ordered pair of the stacks that are here, and names the others", () => {
    expect(result.stacks.map(({ id }) => id)).to.eql(STACKS);
    expect(result.cells).to.have.length(here().length ** 2 * FEATURES.length);
    for (const stack of result.stacks) expect(stack).to.have.any.keys("version", "missing");
  });

  it("finds that all pairs work through the interceptor, and all was read", () => {
    expect(result.cells.filter(({ outcome }) => outcome.outcome !== "works")).to.eql([]);
  });

  it("finds that every stack refuses a wrong fingerprint, and a certificate without its key", function () {
    if (here().length === 0) this.skip();
    for (const attack of ["wrong-fingerprint", "certificate-without-key"]) {
      const words = result.attacks.filter((cell) => cell.attack === attack).map(attackWord);
      expect(words, attack).to.eql(here().map(() => "refused"));
    }
  });

  it("finds what the README says of each attack and stack", () => {
    const said = readmeTable();
    for (const { id, title } of TRIED) {
      for (const stack of here()) {
        const cell = result.attacks.find((each) => each.attack === id && each.stack === stack.id);
        if (!cell) throw new Error(`${id} was not tried on ${stack.title}`);
        expect(said.get(`${title} | ${stack.title}`), `${title}, ${stack.title}`).to.equal(wordOf(cell));
      }
    }
  });
});

function wordOf(cell: AttackCell): string {
  return ATTACK_WORDS[attackWord(cell)].words;
}

/** "attack | stack" → word. */
function readmeTable(): Map<string, string> {
  const lines = readFileSync("README.md", "utf8").split("\n");
  const start = lines.findIndex((line) => line.startsWith("| attack |"));
  const cellsOf = (line: string) =>
    line
      .split("|")
      .map((cell) => cell.trim())
      .slice(1, -1);
  const [, ...stacks] = cellsOf(lines[start] ?? "");
  const said = new Map<string, string>();
  for (const line of lines.slice(start + 2)) {
    if (!line.startsWith("|")) break;
    const [title, ...words] = cellsOf(line);
    for (const [index, word] of words.entries()) said.set(`${title} | ${stacks[index]}`, word);
  }
  return said;
}
