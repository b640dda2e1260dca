import { once } from "node:events";
import { PassThrough } from "node:stream";
import { expect } from "chai";
import { UsageError } from "../../../lab/cli/arguments.ts";
import { askPrediction } from "../../../lab/cli/quiz.ts";
import { quizLines } from "../../../lab/cli/quizLines.ts";
import { QUESTIONS } from "../../../src/report/model/quiz.ts";
import { NOTHING_FOUND } from "../../report/reports.ts";

const never = new AbortController().signal;

describe("the quiz", () => {
  it("asks three questions, and says y or n to whoever answers otherwise", async () => {
    const { prediction, text } = await asked("y\nmaybe\nNO\nyes\n");
    expect(prediction).to.deep.equal({ connected: true, read: false, noticed: true });
    expect(text).to.equal(
      `${QUESTIONS.connected} [y/n] y\n${QUESTIONS.read} [y/n] maybe\ny or n? no\n${QUESTIONS.noticed} [y/n] yes\n`,
    );
  });

  it("passes nothing on that could steer a terminal", async () => {
    const { text } = await asked("\u001b[2J\ny\ny\ny\n");
    expect(text).to.not.contain("\u001b");
  });

  it("says what it needs when the answers end early", async () => {
    const failure = await asked("y\n").catch((error: unknown) => error);
    expect(failure)
      .to.be.instanceOf(UsageError)
      .with.property("message")
      .that.matches(/three times/);
  });

  it("ends without a word when the user interrupts it", async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const interruption = new AbortController();
    const prediction = askPrediction(input, output, interruption.signal);
    await once(output, "data");
    interruption.abort();
    expect(await prediction).to.equal(undefined);
  });

  it("tells of each guess whether it was right, and by what", () => {
    const evidence = {
      ...NOTHING_FOUND,
      disclosed: {
        ...NOTHING_FOUND.disclosed,
        value: "yes" as const,
        because: "in clear",
        basis: [7, "packet:9"],
      },
      alarms: [{ by: "bob" as const, code: "CODE_MISMATCH" as const, seq: 12, beforeContent: true }],
    };
    const lines = quizLines({ connected: false, read: false, noticed: true }, evidence, (_, text) => text);
    expect(lines[0]).to.equal("What you expected: 2 of 3 right");
    expect(lines.join("\n"))
      .to.contain(
        `✗  wrong  ${QUESTIONS.read}\n   You said no; the run showed yes: in clear (line 7, packet 9)`,
      )
      .and.contain(
        `✓  right  ${QUESTIONS.noticed}\n   You said yes; the run showed yes: CODE_MISMATCH by Bob (line 12)`,
      );
  });

  it("calls nobody right or wrong about what the run cannot say", () => {
    const evidence = {
      ...NOTHING_FOUND,
      disclosed: { ...NOTHING_FOUND.disclosed, value: "unknown" as const },
    };
    const lines = quizLines({ connected: false, read: true, noticed: true }, evidence, (_, text) => text);
    expect(lines[0]).to.contain("1 of 2 right");
    expect(lines.join("\n")).to.contain(`?  open   ${QUESTIONS.read}`);
  });
});

async function asked(answers: string) {
  const input = new PassThrough();
  const output = new PassThrough();
  input.end(answers);
  const prediction = await askPrediction(input, output, never);
  return { prediction, text: String(output.read()) };
}
