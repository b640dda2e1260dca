import { expect } from "chai";
import { type Terminal, terminal } from "../../../lab/cli/terminal.ts";
import type { Check } from "../../../src/contract/check.ts";
import type { JudgedReport } from "../../../src/report/model/report.ts";
import { reportOf, scenarioOf } from "../../report/reports.ts";

const ESCAPE = "\x1b";

describe("the terminal", () => {
  const looks: Record<string, [isTTY: boolean, environment: NodeJS.ProcessEnv, coloured: boolean]> = {
    "on a terminal": [true, {}, true],
    "in a pipe or a file": [false, {}, false],
    "where NO_COLOR is set": [true, { NO_COLOR: "1" }, false],
    "where NO_COLOR is set to nothing, as its convention has it": [true, { NO_COLOR: "" }, true],
    "on a terminal that knows no colours": [true, { TERM: "dumb" }, false],
    "in a pipe where FORCE_COLOR asks for it": [false, { FORCE_COLOR: "1" }, true],
    "where FORCE_COLOR asks for none": [true, { FORCE_COLOR: "0" }, false],
    "where both are set, as Node.js does it": [false, { FORCE_COLOR: "1", NO_COLOR: "1" }, true],
  };
  for (const [where, [isTTY, environment, coloured]] of Object.entries(looks)) {
    it(`${coloured ? "colours an alarm" : "writes no control code"} ${where}`, () => {
      const text = alarmOn({ isTTY, environment });
      expect(text).to.contain("ALARM");
      expect(text.includes(`${ESCAPE}[31m`), text).to.equal(coloured);
      expect(text.includes(ESCAPE)).to.equal(coloured);
    });
  }

  it("breaks no word at the edge of a narrow window, and cuts nothing in a file", () => {
    const question =
      "Could the server listen in, if it did nothing else than record everything that crosses it?";
    const scenario = scenarioOf({ id: "a-scenario-of-a-long-name", question });
    const report = reportOf(scenario, { answer: `No: ${"it read nothing ".repeat(20)}.` });
    const tell = (out: Terminal) => {
      out.list([scenario]);
      out.progress(report, 1, 31);
      out.verdict(report, scenario, { place: "place", verbose: false });
      out.batch([report], 2, 134_000);
    };
    const narrow = written(tell, { isTTY: true, columns: 60, environment: { NO_COLOR: "1" } });
    const file = written(tell, { isTTY: false, environment: {} });
    for (const line of narrow.split("\n")) expect([...line].length, line).to.be.at.most(60);
    const words = (text: string) => text.split(/\s+/).filter((word) => word !== "");
    expect(words(narrow)).to.deep.equal(words(file));
    expect(file).to.contain(report.answer.sentence).and.contain("1 of 2 as expected, 2 min 14 s");
  });

  it("tells what failed first, with what was expected, and of what was not made only how much", () => {
    const scenario = scenarioOf({ id: "mitm" });
    const check: Pick<Check, "id" | "expected" | "basis"> = { id: "altered", expected: "no", basis: [] };
    const notMade = { ...check, claim: "the memory", observed: "left out", ok: null };
    const report: JudgedReport = {
      ...reportOf(scenario),
      checks: [
        { ...check, claim: "the link", observed: "connected", ok: true },
        ...[notMade, notMade, notMade],
        { ...check, claim: "the messages", observed: "changed", ok: false },
      ],
    };
    const told = (verbose: boolean) =>
      written((out) => out.verdict(report, scenario, { place: "place", verbose }));
    expect(told(false)).to.match(
      /^\n✗ {2}FAILED {2}the messages: changed\n {3}expected: no\n✓ {2}the link: connected\n\? {2}3 checks were not made/,
    );
    expect(told(true).match(/not made: the memory: left out/g)).to.have.length(3);
  });

  it("says all about a run in one line for --quiet", () => {
    const report = reportOf(scenarioOf({ id: "mitm" }), { outcome: "read" });
    expect(written((out) => out.summary(report, "reports/mitm/report.html"))).to.equal(
      "mitm: as expected  ◉ read, not noticed  reports/mitm/report.html\n",
    );
  });

  it("shows the answer, what the run came to, and the lesson only of a run that is as expected", () => {
    const scenario = scenarioOf({ id: "mitm", lesson: "A lesson to take home." });
    const report = reportOf(scenario, { outcome: "read", answer: "Yes, it could." });
    const told = (of: JudgedReport) =>
      written((out) => out.verdict(of, scenario, { place: "place", verbose: false }));
    expect(told(report)).to.contain("Yes, it could.\n◉ read, not noticed\nA lesson to take home.\n");
    expect(told({ ...report, result: "not-as-expected" }))
      .to.contain("Yes, it could.")
      .and.not.to.contain("A lesson");
  });

  it("passes no control code on that stands in a trace", () => {
    const text = alarmOn({ isTTY: false, environment: {} }, `${ESCAPE}[2J\u009b2J\u0007\r\u202egnp.exe`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).to.not.match(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  });
});

interface Place {
  readonly isTTY: boolean;
  readonly columns?: number;
  readonly environment: NodeJS.ProcessEnv;
}

const FILE: Place = { isTTY: false, environment: {} };

function written(act: (out: Terminal) => void, { environment, ...stream }: Place = FILE): string {
  let text = "";
  const write = (part: string): boolean => {
    text += part;
    return true;
  };
  act(terminal({ ...stream, write }, environment));
  return text;
}

function alarmOn(place: Place, message = "the fingerprints differ"): string {
  const event = {
    seq: 1,
    at: 1.5,
    actor: "alice",
    kind: "alarm",
    code: "CODE_MISMATCH",
    message,
  } as const;
  return written((out) => out.moment({ event, by: "alice", attacker: undefined, changed: false }), place);
}
