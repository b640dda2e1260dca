import { OUTCOME_WORDS } from "../../src/contract/outcome.ts";
import { RESULT_WORDS, type Result } from "../../src/contract/result.ts";
import type { Matrix } from "../../src/report/model/attackMatrix.ts";
import { Narrator } from "../../src/report/model/narrate.ts";
import { printable } from "../../src/report/model/printable.ts";
import type { Prediction } from "../../src/report/model/quiz.ts";
import { isJudged, type Report } from "../../src/report/model/report.ts";
import type { Moment } from "../../src/run/moments.ts";
import type { Scenario } from "../../src/scenario.ts";
import { durationWords, othersOf } from "./batchWords.ts";
import { checkLines } from "./checkLines.ts";
import { type Paint, paintFor } from "./paint.ts";
import { quizLines } from "./quizLines.ts";
import { wrap } from "./wrap.ts";

/** Text for a person, coloured where a terminal shows it, in lines that fit its width. A file gets whole lines. */
export interface Terminal {
  /** In characters; infinite where nobody's window limits it. */
  readonly width: number;
  /** @param indent of what does not fit the first line */
  line(text?: string, indent?: string): void;
  /** The scenarios, each with its question. */
  list(scenarios: readonly Pick<Scenario, "id" | "question">[]): void;
  /** The story, step by step, as it happens. */
  moment(moment: Moment): void;
  /** The checks, the answer, the result, and where the report is. */
  verdict(report: Report, scenario: Pick<Scenario, "lesson">, shown: VerdictSettings): void;
  /** All about a run in one line, for --quiet. */
  summary(report: Report, place: string | undefined): void;
  /** What the user had expected, beside what the run showed. */
  quiz(prediction: Prediction, report: Report): void;
  /** One line for each finished scenario of a batch. */
  progress(report: Report, done: number, total: number): void;
  /** Attacks against defences, in words and symbols, and where the overview is. */
  matrix(matrix: Matrix, place: string): void;
  /** How a batch went as a whole: `31 of 31 as expected, 2 min 14 s`, and which were not. */
  batch(reports: readonly Report[], total: number, durationMs: number): void;
}

interface VerdictSettings {
  readonly place: string;
  /** Each check that was not made, with its reason. */
  readonly verbose: boolean;
}

type Stream = Pick<NodeJS.WriteStream, "isTTY" | "write"> & { readonly columns?: number };

export function terminal(stream: Stream, environment: NodeJS.ProcessEnv = process.env): Terminal {
  const width = stream.isTTY ? Math.max(MIN_WIDTH, stream.columns ?? 80) : Number.POSITIVE_INFINITY;
  const paint = paintFor(stream, environment);
  const narrator = new Narrator();
  const line = (text = "", indent = "") => void stream.write(`${wrap(text, width, indent)}\n`);
  return {
    width,
    line,
    list(scenarios) {
      const column = Math.max(...scenarios.map(({ id }) => id.length)) + 2;
      const beside = width >= column * 2;
      for (const { id, question } of scenarios) {
        if (!beside) line(paint("bold", id));
        line(beside ? `${id.padEnd(column)}${question}` : `  ${question}`, " ".repeat(beside ? column : 2));
      }
    },
    moment(moment) {
      const sentence = narrator.tell(moment);
      if (sentence === undefined) return;
      const { event } = moment;
      const time = paint("grey", `${event.at.toFixed(0).padStart(6)} ms`);
      line(`${time}  ${event.kind === "alarm" ? paint("red", sentence) : sentence}`, " ".repeat(11));
    },
    verdict(report, { lesson }, { place, verbose }) {
      line();
      if (isJudged(report)) for (const text of checkLines(report.checks, paint, verbose)) line(text, "   ");
      line();
      line(printable(report.answer.sentence, 600));
      if (isJudged(report)) {
        const { symbol, words } = OUTCOME_WORDS[report.outcome];
        line(`${symbol} ${words}`);
      }
      if (report.result === "as-expected") line(lesson);
      line(paint("bold", `${report.scenario}: ${resultWords(report.result, paint)}`));
      line(`Report: ${place}`);
    },
    summary(report, place) {
      const { symbol, words } = OUTCOME_WORDS[isJudged(report) ? report.outcome : "unknown"];
      const where = place === undefined ? "" : `  ${place}`;
      line(`${report.scenario}: ${resultWords(report.result, paint)}  ${symbol} ${words}${where}`, "  ");
    },
    quiz(prediction, report) {
      if (!isJudged(report)) return;
      line();
      for (const text of quizLines(prediction, report.evidence, paint)) line(text, "   ");
    },
    progress({ scenario, result, durationMs, answer }, done, total) {
      const count = `${done}/${total}`.padStart(5);
      const time = paint("grey", `${(durationMs / 1000).toFixed(1).padStart(5)} s`);
      line(`${count} ${time}  ${paint("bold", scenario)}: ${resultWords(result, paint)}`, " ".repeat(15));
      line(`${" ".repeat(15)}${printable(answer.sentence, 600)}`, " ".repeat(15));
    },
    matrix({ attacks, rows }, place) {
      for (const attack of attacks) {
        line(`\n${paint("bold", attack)}`);
        for (const { scenario, outcome, raised, silent } of rows(attack)) {
          const { symbol, words } = OUTCOME_WORDS[outcome];
          line(
            `  ${symbol} ${words.padEnd(40)} ${scenario.padEnd(28)} ${paint("grey", defenceWords(raised, silent))}`.trimEnd(),
            "      ",
          );
        }
      }
      line();
      line(`Overview: ${place}`);
    },
    batch(reports, total, durationMs) {
      const asExpected = reports.filter(({ result }) => result === "as-expected").length;
      const words = `${asExpected} of ${total} as expected, ${durationWords(durationMs)}`;
      line(paint("bold", paint(asExpected === total ? "green" : "red", words)));
      for (const text of othersOf(reports, total)) line(`  ${text}`, "    ");
    },
  };
}

/** Below this, lines of single words would be harder to read than cut ones. */
const MIN_WIDTH = 30;

function resultWords(result: Result, paint: Paint): string {
  return paint(result === "as-expected" ? "green" : "red", RESULT_WORDS[result]);
}

/** Which defences of a scenario had a part in what its run came to. */
function defenceWords(raised: readonly string[], silent: readonly string[]): string {
  if (silent.length === 0) return raised.join(", ");
  const others = `raised nothing: ${silent.join(", ")}`;
  return raised.length === 0 ? others : `${raised.join(", ")}; ${others}`;
}
