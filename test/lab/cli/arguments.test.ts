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

  it("name what the peers speak with, each by itself or both at once", () => {
    const stacks = (...words: string[]) => {
      const command = parseCommand(["scenario", "honest", ...words]);
      return command.command === "run" ? command.stacks : expect.fail("it runs nothing");
    };
    expect(stacks()).to.equal(undefined);
    expect(stacks("--alice", "chromium", "--bob", "firefox")).to.deep.equal({
      alice: "chromium",
      bob: "firefox",
    });
    expect(stacks("--bob", "firefox")).to.deep.equal({ alice: "werift", bob: "firefox" });
    expect(stacks("--peers", "chromium")).to.deep.equal({ alice: "chromium", bob: "chromium" });
    expect(() => stacks("--peers", "netscape")).to.throw(UsageError, "werift, chromium, firefox");
    expect(() => stacks("--peers", "firefox", "--bob", "werift")).to.throw(UsageError, "cannot go with");
  });

  it("put a bad path between the peers, with or without units", () => {
    const path = (...words: string[]) => {
      const command = parseCommand(["scenario", "honest", ...words]);
      return command.command === "run" ? command.path : expect.fail("it runs nothing");
    };
    expect(path()).to.equal(undefined);
    expect(path("--loss", "10%", "--delay", "50ms", "--seed", "7")).to.deep.equal({
      lossPercent: 10,
      delayMs: 50,
      seed: 7,
    });
    expect(path("--loss", "0.5")).to.deep.equal({ lossPercent: 0.5, delayMs: undefined, seed: undefined });
  });

  it("play the matrix, under the same conditions everywhere", () => {
    expect(parseCommand(["scenario", "all", "--matrix", "--quiet"])).to.deep.equal({
      command: "matrix",
      out: undefined,
      json: false,
      quiet: true,
      verbose: false,
      open: false,
      junit: undefined,
      deadlineMs: 15_000,
    });
  });

  const wrong: Record<string, [words: string[], message: RegExp]> = {
    "a matrix of some scenarios": [["scenario", "mitm", "--matrix"], /all --matrix$/],
    "a matrix of nothing": [["scenario", "--matrix"], /all --matrix$/],
    "a matrix under a condition of its own": [
      ["scenario", "all", "--matrix", "--loss", "5%"],
      /same conditions, so it cannot go with --loss$/,
    ],
    "a matrix of another stack": [["scenario", "all", "--matrix", "--peers", "chromium"], /--peers$/],
    "a directory without a name": [["scenario", "honest", "--out", ""], /^--out takes/],
    "a loss that is no number": [
      ["scenario", "honest", "--loss", "much"],
      /^--loss takes a number, as in 5%$/,
    ],
    "a loss beyond everything": [["scenario", "honest", "--loss", "101%"], /0 to 100 percent/],
    "a delay in seconds": [["scenario", "honest", "--delay", "1s"], /^--delay takes a number, as in 5ms$/],
    "a delay beyond reason": [["scenario", "honest", "--delay", "6000"], /0 to 5000 ms/],
    "a seed of nothing": [["scenario", "honest", "--seed", "7"], /^--seed goes with/],
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
