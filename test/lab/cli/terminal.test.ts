import { expect } from "chai";
import { type Terminal, terminal } from "../../../lab/cli/terminal.ts";
import type { JudgedReport } from "../../../src/report/model/report.ts";
import { reportOf, scenarioOf } from "../../report/reports.ts";

const ESCAPE = "\x1b";

describe("the terminal", () => {
  const noColour = process.env.NO_COLOR;
  afterEach(() => {
    if (noColour === undefined) delete process.env.NO_COLOR;
    else process.env.NO_COLOR = noColour;
  });

  it("colours an alarm where a person sees it", () => {
    delete process.env.NO_COLOR;
    expect(alarmOn({ isTTY: true })).to.contain(`${ESCAPE}[31m`);
  });

  it("writes no control code where NO_COLOR is set", () => {
    process.env.NO_COLOR = "1";
    expect(alarmOn({ isTTY: true }))
      .to.contain("ALARM")
      .and.not.contain(ESCAPE);
  });

  it("colours all the same where NO_COLOR is set to nothing, as its convention has it", () => {
    process.env.NO_COLOR = "";
    expect(alarmOn({ isTTY: true })).to.contain(`${ESCAPE}[31m`);
  });

  it("writes no control code into a pipe or a file", () => {
    delete process.env.NO_COLOR;
    expect(alarmOn({ isTTY: false }))
      .to.contain("ALARM")
      .and.not.contain(ESCAPE);
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
    delete process.env.NO_COLOR;
    const text = alarmOn({ isTTY: false }, `${ESCAPE}[2J\u009b2J\u0007\r\u202egnp.exe`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(text).to.not.match(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/);
  });
});

function written(act: (out: Terminal) => void): string {
  let text = "";
  const write = (part: string): boolean => {
    text += part;
    return true;
  };
  act(terminal({ isTTY: false, write }));
  return text;
}

function alarmOn({ isTTY }: { isTTY: boolean }, message = "the fingerprints differ"): string {
  let written = "";
  const write = (text: string): boolean => {
    written += text;
    return true;
  };
  const event = {
    seq: 1,
    at: 1.5,
    actor: "alice",
    kind: "alarm",
    code: "CODE_MISMATCH",
    message,
  } as const;
  terminal({ isTTY, write }).moment({ event, by: "alice", attacker: undefined, changed: false });
  return written;
}
