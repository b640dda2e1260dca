import { OUTCOME_WORDS } from "../../src/contract/outcome.ts";
import { RESULT_WORDS } from "../../src/contract/result.ts";
import type { Matrix } from "../../src/report/model/attackMatrix.ts";
import { narrate } from "../../src/report/model/narrate.ts";
import { printable } from "../../src/report/model/printable.ts";
import { isJudged, type Report } from "../../src/report/model/report.ts";
import type { Moment } from "../../src/run/moments.ts";
import type { Scenario } from "../../src/scenario.ts";

/** Text for a person, coloured only where a terminal shows it and nobody asked for no colour (no-color.org). */
export interface Terminal {
  line(text?: string): void;
  /** The story, step by step, as it happens. */
  moment(moment: Moment): void;
  /** The checks, the answer, the result, and where the report is. */
  verdict(report: Report, scenario: Pick<Scenario, "lesson">, place: string): void;
  /** One line for each finished scenario of a batch. */
  progress(report: Report, done: number, total: number): void;
  /** Attacks against defences, in words and symbols, and where the overview is. */
  matrix(matrix: Matrix, place: string): void;
}

const COLOURS = { red: 31, green: 32, yellow: 33, grey: 90, bold: 1 } as const;

export function terminal(stream: Pick<NodeJS.WriteStream, "isTTY" | "write">): Terminal {
  const coloured = stream.isTTY === true && !process.env.NO_COLOR;
  const paint = (colour: keyof typeof COLOURS, text: string) =>
    coloured ? `\x1b[${COLOURS[colour]}m${text}\x1b[0m` : text;
  const line = (text = "") => void stream.write(`${text}\n`);
  const sign = (ok: boolean | null) =>
    ok === null
      ? paint("yellow", "?  not tested")
      : ok
        ? paint("green", "✓  ok        ")
        : paint("red", "✗  FAILED    ");
  return {
    line,
    moment(moment) {
      const sentence = narrate(moment);
      if (sentence === undefined) return;
      const { event } = moment;
      const time = paint("grey", `${event.at.toFixed(0).padStart(6)} ms`);
      line(`${time}  ${event.kind === "alarm" ? paint("red", sentence) : sentence}`);
    },
    verdict(report, { lesson }, place) {
      line();
      for (const { claim, expected, observed, ok } of isJudged(report) ? report.checks : []) {
        line(`${sign(ok)}  ${claim}: ${printable(observed, 200)}${ok ? "" : ` (expected: ${expected})`}`);
      }
      line();
      line(printable(report.answer.sentence, 600));
      if (isJudged(report)) {
        const { symbol, words } = OUTCOME_WORDS[report.outcome];
        line(`${symbol} ${words}`);
      }
      if (report.result === "as-expected") line(lesson);
      const words = `${report.scenario}: ${RESULT_WORDS[report.result]}`;
      line(paint("bold", report.result === "as-expected" ? paint("green", words) : paint("red", words)));
      line(`Report: ${place}`);
    },
    progress({ scenario, result, durationMs, answer }, done, total) {
      const words = `${RESULT_WORDS[result].padEnd(16)}`;
      const count = `${done}/${total}`.padStart(5);
      const time = paint("grey", `${(durationMs / 1000).toFixed(1).padStart(5)} s`);
      line(
        `${count} ${time}  ${scenario.padEnd(28)} ${result === "as-expected" ? paint("green", words) : paint("red", words)} ${printable(answer.sentence, 110)}`,
      );
    },
    matrix({ attacks, rows }, place) {
      for (const attack of attacks) {
        line(`\n${paint("bold", attack)}`);
        for (const { scenario, outcome, raised, silent } of rows(attack)) {
          const { symbol, words } = OUTCOME_WORDS[outcome];
          line(
            `  ${symbol} ${words.padEnd(40)} ${scenario.padEnd(28)} ${paint("grey", defenceWords(raised, silent))}`,
          );
        }
      }
      line();
      line(`Overview: ${place}`);
    },
  };
}

/** Which defences of a scenario had a part in what its run came to. */
function defenceWords(raised: readonly string[], silent: readonly string[]): string {
  if (silent.length === 0) return raised.join(", ");
  const others = `raised nothing: ${silent.join(", ")}`;
  return raised.length === 0 ? others : `${raised.join(", ")}; ${others}`;
}
