import { once } from "node:events";
import { createInterface } from "node:readline/promises";
import { type Prediction, QUESTIONS } from "../../src/report/model/quiz.ts";
import { UsageError } from "./arguments.ts";

type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };
type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/**
 * Asks what will happen, before it happens. An answer is y or n; anything else is asked again. Undefined when the user
 * interrupts instead of answering.
 * @throws UsageError when the input ends before all is answered.
 */
export async function askPrediction(
  input: Input,
  output: Output,
  signal: AbortSignal,
): Promise<Prediction | undefined> {
  const lines = createInterface({ input, output });
  // On a terminal readline takes Ctrl-C for itself; everything else learns of it as of any other signal.
  lines.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
  const answers = lines[Symbol.asyncIterator]();
  const interrupted = signal.aborted ? Promise.resolve() : once(signal, "abort");
  const ask = async (question: string): Promise<boolean | undefined> => {
    for (let prompt = `${question} [y/n] `; ; prompt = "y or n? ") {
      output.write(prompt);
      const next = await Promise.race([answers.next(), interrupted.then(() => undefined)]);
      if (next === undefined) return undefined;
      if (next.done === true)
        throw new UsageError("--quiz needs answers on standard input: y or n, three times");
      const answer = String(next.value).trim().toLowerCase();
      // A terminal shows what is typed, and the end of its line. Into a file or from a pipe nothing else does.
      if (!(input.isTTY && output.isTTY)) output.write(`${/^[a-z]*$/.test(answer) ? answer : ""}\n`);
      if (answer === "y" || answer === "yes") return true;
      if (answer === "n" || answer === "no") return false;
    }
  };
  try {
    const connected = await ask(QUESTIONS.connected);
    if (connected === undefined) return undefined;
    const read = await ask(QUESTIONS.read);
    if (read === undefined) return undefined;
    const noticed = await ask(QUESTIONS.noticed);
    return noticed === undefined ? undefined : { connected, read, noticed };
  } finally {
    lines.close();
  }
}
