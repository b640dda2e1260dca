import { ATTACKS } from "./attacks/index.ts";
import { DEFENCES } from "./defences/index.ts";
import type { Scenario } from "./scenario.ts";

/** `scenarios/README.md`: every experiment with its attack, its defences and what is expected of it. */
export function renderCatalogue(scenarios: readonly Scenario[]): string {
  return `${[
    "# The scenarios",
    "This page is made from the scenario files by `npm run catalogue`; a test keeps it current.",
    "One file is one experiment: who plays, what happens, what we expect to see. A new one is a file here and a line in `index.ts`.",
    ...scenarios.map(section),
    "## The attacks",
    ...Object.values(ATTACKS).map(({ id, title, explain, limits, references }) =>
      entry(id, title, [explain(), `Limits: ${limits}`, `References: ${references.join("; ")}.`]),
    ),
    "## The defences",
    ...Object.values(DEFENCES).map(({ id, title, explain, catches, doesNotCatch, references }) =>
      entry(id, title, [
        explain(),
        `Catches: ${catches}`,
        `Does not catch: ${doesNotCatch}`,
        `References: ${references.join("; ")}.`,
      ]),
    ),
  ].join("\n\n")}\n`;
}

function section({ id, title, question, calls, defences, expect, controls }: Scenario): string {
  const attacks = unique(calls.flatMap((call) => call.attack ?? []));
  const alarms = expect.alarms.map(({ by, code }) => `\`${code}\` by ${by === "alice" ? "Alice" : "Bob"}`);
  const rows = [
    ["attack", attacks.map(code).join(", ") || "none"],
    ["defences", defences.map(code).join(", ") || "none"],
    ["connections", `Alice ${expect.link.alice}, Bob ${expect.link.bob}`],
    ["certificates", `to Alice ${expect.remoteCertificate.alice}, to Bob ${expect.remoteCertificate.bob}`],
    ["comparison", expect.comparison],
    ["read by the operator", expect.disclosed.join(", ") || "nothing"],
    ["altered", expect.altered],
    ["alarms", alarms.join(", ") || "none"],
    ["controls", controls.map(code).join(", ") || "in the run itself"],
  ];
  const table = rows.map(([name, value]) => `| ${name} | ${value} |`).join("\n");
  return `## ${id}\n\n**${title}.** ${question}\n\n| expected | |\n| --- | --- |\n${table}`;
}

function entry(id: string, title: string, paragraphs: readonly string[]): string {
  return [`### ${id}`, `**${title}.** ${paragraphs.join("\n\n")}`].join("\n\n");
}

function code(id: string): string {
  return `\`${id}\``;
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
