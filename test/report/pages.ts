import { SCENARIOS } from "../../scenarios/index.ts";
import { explanationsOf } from "../../src/explain.ts";
import { buildReport } from "../../src/report/model/build.ts";
import type { Page } from "../../src/report/model/page.ts";
import { ALARM_CODES } from "../../src/trace/alarmCode.ts";
import type { TraceEvent } from "../../src/trace/events.ts";
import { type RecordedCase, recordedCase, runOf } from "../verdict/recordedCase.ts";

const pages = new Map<string, Promise<Page>>();

/** The page of a real run. Tests share it. */
export function realPage(scenario: string): Promise<Page> {
  const page = pages.get(scenario) ?? recordedCase(scenario).then(pageOf);
  pages.set(scenario, page);
  return page;
}

export function pageOf(recorded: RecordedCase): Page {
  const { scenario } = recorded;
  const run = runOf(recorded);
  return {
    report: buildReport({ scenario, run, artefacts: [] }),
    scenario,
    scenarios: SCENARIOS,
    run,
    explanations: explanationsOf(scenario),
  };
}

/** The page of a real run, judged again over another trace: `change` gives what stands in an event's place. */
export async function changedPage(
  scenario: string,
  change: (event: TraceEvent) => readonly TraceEvent[],
): Promise<Page> {
  const recorded = await recordedCase(scenario);
  const trace = recorded.trace.flatMap(change).map((event, index) => ({ ...event, seq: index + 1 }));
  return pageOf({ ...recorded, trace });
}

/** A run of mitm whose one message was said ten thousand times. Tests share it. */
export function longPage(): Promise<Page> {
  const page = pages.get("long") ?? changedPage("mitm", multiplied(10_000));
  pages.set("long", page);
  return page;
}

/** Every way that this project knows of to make text do something else than be read. */
export const HOSTILE = {
  script: `<script>document.title = "taken over"</script>`,
  image: `<img src="https://example.invalid/x.png" onerror="document.title = 'taken over'">`,
  attribute: `" onmouseover="document.title='taken over'" x="`,
  style: `</style><style>* { display: none }</style>`,
  comment: `--><!-- ]]>`,
  markdown: "`|**x**|\n# heading\n```\n[link](javascript:alert)",
  mermaid: `x; participant Z #35; %%{init: {}}%% end`,
  reversed: "abc\u202edef\u2066ghi\u2069",
  rightToLeft: "שלום עולם",
  control: "bell\u0007 escape\u001b[31m null\u0000 back\u0008",
  piled: `z${"\u0301".repeat(40)}`,
  long: "w".repeat(50_000),
} as const;

/** A trace's texts, each replaced by something hostile, wherever a peer or the network chooses them. */
export function hostileEvent(event: TraceEvent): TraceEvent[] {
  const text = Object.values(HOSTILE).join(" ");
  const head = Buffer.from(text.slice(0, 4000)).toString("base64");
  switch (event.kind) {
    case "message-sent":
    case "message-received":
    case "message-read":
    case "message-altered":
      return Object.values(HOSTILE).map((channel) => ({ ...event, channel, head, type: "text" }));
    case "description-sent":
    case "description-received":
      return [{ ...event, sdp: `${event.sdp}a=x:${text.slice(0, 900)}\r\na=${HOSTILE.script}\r\n` }];
    case "candidate-sent":
    case "candidate-received":
      return [{ ...event, candidate: `candidate:${HOSTILE.script} ${HOSTILE.reversed}` }];
    case "signal-received":
    case "signal-sent":
      return [event, { ...event, raw: text }];
    case "alarm":
      return ALARM_CODES.map((code) => ({ ...event, code, message: text }));
    case "hung-up":
    case "step-skipped":
      return [{ ...event, because: text }];
    case "passed-out-of-band":
    case "read-aloud":
      return [{ ...event, value: text }];
    case "channel-open":
      return Object.values(HOSTILE).map((channel) => ({ ...event, channel }));
    default:
      return [event];
  }
}

/** Every message of the run, said so many times more. */
export function multiplied(times: number): (event: TraceEvent) => TraceEvent[] {
  return (event) =>
    event.kind === "message-sent" || event.kind === "message-received" || event.kind === "message-read"
      ? Array.from({ length: times }, () => event)
      : [event];
}
