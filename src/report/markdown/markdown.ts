import { type Meeting, peerFingerprints } from "../../run/fingerprintSources.ts";
import { RESULT_WORDS } from "../model/build.ts";
import { exercisesOf } from "../model/exercises.ts";
import type { Page } from "../model/page.ts";
import { PEER_NAMES } from "../model/parties.ts";
import { splitAnswer } from "../model/splitAnswer.ts";
import { type View, viewOf } from "../model/view.ts";
import { grindingCostMarkdown } from "./grindingCost.ts";
import { mermaidOf } from "./mermaid.ts";
import { cell, code, fenced, references, table, text } from "./syntax.ts";

/** `report.md`: the report as a code host shows it, with a Mermaid diagram. The same page gives the same bytes. */
export function renderMarkdown(page: Page): string {
  const view = viewOf(page);
  const parts = [heading, story, picture, fingerprints, holdings, grinding, checks, claims, exercises, files];
  return `${parts.flatMap((part) => part(view)).join("\n\n")}\n`;
}

function heading({ report }: View): string[] {
  const { answer, more } = splitAnswer(report.answer);
  const made = report.checks.filter(({ ok }) => ok !== null);
  const held = made.filter(({ ok }) => ok === true).length;
  const sign = report.result === "as-expected" ? "✓" : report.result === "not-as-expected" ? "✗" : "?";
  return [
    `# ${text(report.question)}`,
    `**${text(answer)}**${more === "" ? "" : ` ${text(more)}`}`,
    `${sign} This run went **${RESULT_WORDS[report.result]}**: ${held} of ${made.length} checks hold${made.length < report.checks.length ? `, ${report.checks.length - made.length} could not be made` : ""}.`,
  ];
}

function story({ scenario, explanations = [] }: View): string[] {
  return [
    `## What happens`,
    ...scenario.story.map(text),
    ...explanations.map(
      ({ kind, title, text: paragraphs }) =>
        `**${kind === "attack" ? "Attack" : "Defence"}: ${text(title)}.** ${paragraphs.map(text).join(" ")}`,
    ),
    `Not tested here:`,
    scenario.limits.map((limit) => `- ${text(limit)}`).join("\n"),
  ];
}

function picture({ rows }: View): string[] {
  return [`## The run in one picture`, fenced("mermaid", mermaidOf(rows))];
}

function fingerprints(view: View): string[] {
  const rows = view.calls.flatMap((call) =>
    (["alice", "bob"] as const).flatMap((peer) => {
      const { meetings, genuine } = peerFingerprints(view.trace, call, peer);
      return meetings.map((meeting) => [
        `${call.start.call}`,
        PEER_NAMES[peer],
        PLACES[meeting.place],
        meeting.value === undefined ? cell(meeting.text) : code(meeting.value),
        verdictOn(meeting, genuine),
        references(meeting.basis),
      ]);
    }),
  );
  return [`## The fingerprints`, table(["Call", "Peer", "Where from", "SHA-256", "Genuine?", "Basis"], rows)];
}

const PLACES: Readonly<Record<Meeting["place"], string>> = {
  mine: "own certificate",
  sdp: "what the SDP said",
  dtls: "what DTLS delivered",
  aloud: "what the other read aloud",
};

function verdictOn({ place, value }: Meeting, genuine: string | undefined): string {
  if (place === "mine" || value === undefined || genuine === undefined) return "–";
  return value === genuine ? "✓ genuine" : "✗ not the other peer’s";
}

function holdings({ holdings }: View): string[] {
  const rows = holdings
    .slice(0, 60)
    .map(({ what, cells: { alice, bob, server, recording } }) => [
      cell(what),
      ...[alice, bob, server, recording].map(({ value, basis }) => `${value} ${references(basis)}`.trim()),
    ]);
  return [`## Who holds what`, table(["Secret or content", "Alice", "Bob", "Server", "Recording"], rows)];
}

function grinding({ trace }: View): string[] {
  return grindingCostMarkdown(trace);
}

function checks({ report }: View): string[] {
  const rows = report.checks.map(({ ok, claim, expected, observed, basis }) => [
    ok === null ? "? not tested" : ok ? "✓ holds" : "✗ fails",
    cell(claim),
    cell(expected),
    cell(observed),
    references(basis),
  ]);
  return [`## The checks`, table(["Holds?", "What is checked", "Expected", "Observed", "Basis"], rows)];
}

function claims({ report }: View): string[] {
  if (report.claims.length === 0) return [];
  const rows = report.claims.map(({ statement, holds, because, basis }) => [
    holds,
    cell(statement),
    cell(because),
    references(basis),
  ]);
  return [`## What people say about it`, table(["Holds?", "Claim", "Because", "Basis"], rows)];
}

function exercises(view: View): string[] {
  return [
    `## Try it yourself`,
    ...exercisesOf(view).flatMap(({ what, commands }) => [text(what), fenced("sh", commands.join("\n"))]),
    ...(view.scenario.classroom ?? []).map(
      ({ question, answer }) =>
        `<details><summary>${text(question)}</summary>\n\n${text(answer)}\n\n</details>`,
    ),
  ];
}

function files({ report: { artefacts, environment, startedAt, durationMs } }: View): string[] {
  const rows = artefacts.map(({ path, bytes, sha256 }) => [cell(path), `${bytes}`, code(sha256)]);
  return [
    `## The files behind it`,
    table(["File", "Bytes", "SHA-256"], rows),
    `“Line” numbers are those of trace.jsonl, “packet” numbers those of capture.pcapng. Run of ${text(startedAt)}, ${(durationMs / 1000).toFixed(2)} s, lab ${text(environment.lab)}, Node ${text(environment.node)}, werift ${text(environment.werift)}, ${text(environment.platform)}.`,
  ];
}
