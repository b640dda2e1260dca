import { createInterface } from "node:readline/promises";
import { type Prediction, QUESTIONS } from "../../src/report/model/quiz.ts";
import { UsageError } from "./arguments.ts";

/**
 * Asks what will happen, before it happens. An answer is y or n; anything else is asked again.
 * @throws UsageError when the input ends before all is answered.
 */
export async function askPrediction(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Promise<Prediction> {
  const lines = createInterface({ input, output });
  const answers = lines[Symbol.asyncIterator]();
  const ask = async (question: string): Promise<boolean> => {
    for (;;) {
      output.write(`${question} [y/n] `);
      const { value, done } = await answers.next();
      if (done === true) throw new UsageError("--quiz needs answers on standard input: y or n, three times");
      const answer = String(value).trim().toLowerCase();
      if (answer === "y" || answer === "yes") return true;
      if (answer === "n" || answer === "no") return false;
    }
  };
  try {
    const connected = await ask(QUESTIONS.connected);
    const read = await ask(QUESTIONS.read);
    return { connected, read, noticed: await ask(QUESTIONS.noticed) };
  } finally {
    lines.close();
  }
}
