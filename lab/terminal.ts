import { RESULT_WORDS } from "../src/report/build.ts";
import type { Report } from "../src/report/model.ts";
import { narrate } from "../src/report/narrate.ts";
import { printable } from "../src/report/printable.ts";
import type { TraceEvent } from "../src/trace/events.ts";

/** Text for a person, coloured only where a terminal shows it and nobody asked for no colour (no-color.org). */
export interface Terminal {
  line(text?: string): void;
  /** The story, step by step, as it happens. */
  event(event: TraceEvent): void;
  /** The checks, the verdict, and where the report is. */
  verdict(report: Report, place: string): void;
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
    event(event) {
      const sentence = narrate(event);
      if (sentence === undefined) return;
      const time = paint("grey", `${event.at.toFixed(0).padStart(6)} ms`);
      line(`${time}  ${event.kind === "alarm" ? paint("red", sentence) : sentence}`);
    },
    verdict(report, place) {
      line();
      for (const { claim, expected, observed, ok } of report.checks) {
        line(`${sign(ok)}  ${claim}: ${printable(observed, 200)}${ok ? "" : ` (expected: ${expected})`}`);
      }
      line();
      line(report.answer);
      const words = `${report.scenario}: ${RESULT_WORDS[report.result]}`;
      line(paint("bold", report.result === "as-expected" ? paint("green", words) : paint("red", words)));
      line(`Report: ${place}`);
    },
  };
}
