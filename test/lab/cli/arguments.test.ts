import { expect } from "chai";
import { parseCommand, UsageError } from "../../../lab/cli/arguments.ts";

describe("the arguments of the command line", () => {
  it("name what to run, with defaults for everything else", () => {
    expect(parseCommand(["scenario"])).to.deep.equal({ command: "list", json: false });
    expect(parseCommand(["explain", "mitm"])).to.deep.equal({ command: "explain", id: "mitm" });
    expect(parseCommand(["verify", "reports/mitm"])).to.deep.equal({
      command: "verify",
      directory: "reports/mitm",
      json: false,
    });
    expect(parseCommand(["scenario", "honest"])).to.include({
      command: "run",
      out: undefined,
      json: false,
      quiet: false,
      open: false,
      deadlineMs: 15_000,
    });
  });

  it("may come in any order, and name a scenario twice", () => {
    const options = ["--timeout", "1.5", "--json", "--out=elsewhere"];
    expect(parseCommand(["scenario", ...options, "mitm", "honest", "mitm"])).to.deep.include({
      ids: ["mitm", "honest"],
      deadlineMs: 1500,
      json: true,
      out: "elsewhere",
    });
  });

  const wrong: Record<string, [words: string[], message: RegExp]> = {
    "no command": [[], /^the commands are/],
    "an unknown command": [["attack"], /^the commands are/],
    "a command that every object has": [["constructor"], /^the commands are/],
    "nothing to explain": [["explain"], /^name a scenario/],
    "two scenarios to explain": [["explain", "honest", "mitm"], /^name a scenario/],
    "an option to explain": [["explain", "--json"], /^explain takes no options/],
    "nothing to verify": [["verify"], /^name a run directory/],
    "an unknown option": [["scenario", "honest", "--fast"], /--fast/],
    "an option without its value": [["scenario", "honest", "--out"], /--out/],
    "a value for an option that takes none": [["scenario", "honest", "--json=yes"], /--json/],
    "a timeout that is no number": [["scenario", "honest", "--timeout", "soon"], /^--timeout takes a number/],
    "a timeout that is empty": [["scenario", "honest", "--timeout", ""], /^--timeout takes a number/],
    "a timeout of zero": [["scenario", "honest", "--timeout", "0"], /^--timeout takes a number/],
    "a timeout below zero": [["scenario", "honest", "--timeout=-1"], /^--timeout takes a number/],
    "a timeout without end": [["scenario", "honest", "--timeout", "Infinity"], /^--timeout takes a number/],
    "a timeout of more than an hour": [["scenario", "honest", "--timeout", "3601"], /at most 3600/],
  };
  for (const [title, [words, message]] of Object.entries(wrong)) {
    it(`are refused in one line that says what to write: ${title}`, () => {
      expect(() => parseCommand(words))
        .to.throw(UsageError, message)
        .with.property("message")
        .that.does.not.contain("\n");
    });
  }
});
