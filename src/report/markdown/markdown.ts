import { OUTCOME_WORDS } from "../../contract/outcome.ts";
import { RESULT_WORDS, resultSentence } from "../../contract/result.ts";
import { exercisesOf } from "../model/commandsToTry.ts";
import { heldChecks } from "../model/heldChecks.ts";
import type { Page } from "../model/page.ts";
import { stackWords } from "../model/stackWords.ts";
import { type View, viewOf } from "../model/view.ts";
import { fingerprintsMarkdown } from "./fingerprints.ts";
import { followMessageMarkdown } from "./followMessage.ts";
import { holdingsMarkdown } from "./holdings.ts";
import { mermaidOf } from "./mermaid.ts";
import { recordingMarkdown } from "./recording.ts";
import { searchCostMarkdown } from "./searchCost.ts";
import { cell, code, fenced, prose, references, table, text } from "./syntax.ts";

/** `report.md`: the report as a code host shows it, with a Mermaid diagram. The same page gives the same bytes. */
export function renderMarkdown(page: Page): string {
  const view = viewOf(page);
  const parts = [
    heading,
    story,
    picture,
    fingerprintsMarkdown,
    holdingsMarkdown,
    recordingMarkdown,
    followMessageMarkdown,
    ({ run }: View) => searchCostMarkdown(run),
    checks,
    claims,
    exercises,
    files,
  ];
  return `${parts.flatMap((part) => part(view)).join("\n\n")}\n`;
}

function heading({ report, scenario }: View): string[] {
  const { held, made, notMade } = heldChecks(report.checks);
  const sign =
    report.result === "as-expected" || report.result === "observed"
      ? "✓"
      : report.result === "not-as-expected"
        ? "✗"
        : "?";
  const { symbol, words } = OUTCOME_WORDS[report.outcome];
  const basis = references(report.answer.basis);
  return [
    `# ${text(report.question)}`,
    `**${text(report.answer.sentence)}**${basis === "" ? "" : ` (${basis})`}`,
    `What the run came to: ${symbol} ${words}.`,
    ...(report.result === "as-expected" ? [prose(scenario.lesson)] : []),
    `${sign} ${report.result === "observed" ? resultSentence(report.result) : `This run went **${RESULT_WORDS[report.result]}**`}: ${held} of ${made} checks hold${notMade > 0 ? `, ${notMade} could not be made` : ""}.`,
  ];
}

function story({ scenario, explanations = [] }: View): string[] {
  return [
    `## What happens`,
    ...scenario.story.map(prose),
    ...explanations.map(
      ({ kind, title, text: paragraphs }) =>
        `**${kind === "attack" ? "Attack" : "Defence"}: ${text(title)}.** ${paragraphs.map(prose).join(" ")}`,
    ),
    `What to keep in mind:`,
    scenario.limits.map((limit) => `- ${prose(limit)}`).join("\n"),
    `Standards: ${prose(scenario.references.join("; "))}.`,
  ];
}

function picture({ rows }: View): string[] {
  return [`## The run in one picture`, fenced("mermaid", mermaidOf(rows))];
}

function checks({ report }: View): string[] {
  const rows = report.checks.map(({ ok, claim, expected, observed, basis }) => [
    ok === null ? "? not tested" : ok ? "✓ holds" : "✗ fails",
    cell(claim),
    cell(expected),
    cell(observed),
    references(basis),
  ]);
  return [
    `## The checks`,
    text(
      "A check that holds means that the run went as expected, not that it went well for the peers. Lines of the trace are what the actors reported of themselves; packets are what the capture shows.",
    ),
    table(["Holds?", "What is checked", "Expected", "Observed", "Basis"], rows),
  ];
}

function claims({ report }: View): string[] {
  if (report.claims.length === 0) return [];
  const rows = report.claims.map(({ statement, holds, because, basis }) => [
    CLAIM_WORDS[holds],
    cell(statement),
    prose(because),
    references(basis),
  ]);
  return [`## What people say about it`, table(["Is it so?", "Claim", "Because", "Basis"], rows)];
}

const CLAIM_WORDS = {
  yes: "✓ it is so",
  no: "✗ it is not so",
  partly: "◑ partly so",
  "not-tested": "· not tested here",
} as const;

function exercises(view: View): string[] {
  return [
    `## Try it yourself`,
    ...exercisesOf(view).flatMap(({ what, commands }) => [text(what), fenced("sh", commands.join("\n"))]),
    ...(view.scenario.classroom ?? []).map(
      ({ question, answer }) =>
        `<details><summary>${text(question)}</summary>\n\n${prose(answer)}\n\n</details>`,
    ),
  ];
}

function files(view: View): string[] {
  const { artefacts, environment, startedAt, durationMs } = view.report;
  const rows = artefacts.map(({ path, bytes, sha256 }) => [cell(path), `${bytes}`, code(sha256)]);
  return [
    `## The files behind it`,
    table(["File", "Bytes", "SHA-256"], rows),
    `“Line” numbers are those of trace.jsonl, “packet” numbers those of capture.pcapng. Run of ${text(startedAt)}, ${(durationMs / 1000).toFixed(2)} s, lab ${text(environment.lab)}, Node ${text(environment.node)}, ${text(stackWords(view))}, ${text(environment.platform)}.`,
  ];
}
