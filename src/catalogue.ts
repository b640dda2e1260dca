import { ATTACKS } from "./attacks/index.ts";
import { DEFENCES } from "./defences/index.ts";
import type { AuthoredScenario, Expectation } from "./scenario.ts";
import { LINK_FAILURE_WORDS } from "./trace/linkFailure.ts";
import type { PeerName } from "./trace/parties.ts";

/** A way through the catalogue: which scenarios, in which order, and what to look at in each. */
export interface CatalogueCourse {
  readonly title: string;
  readonly forWhom: string;
  readonly stations: readonly { readonly scenario: string; readonly look: string }[];
}

/** `scenarios/README.md`: the courses, and every experiment by the question of its group, with what is expected of it. */
export function renderCatalogue(
  scenarios: readonly AuthoredScenario[],
  courses: readonly CatalogueCourse[],
): string {
  return `${[
    "# The scenarios",
    "This page is made from the scenario files by `npm run catalogue`; a test keeps it current.",
    "One file is one experiment: who plays, what happens, what we expect to see. A new one is a file here and a line in `index.ts`.",
    "## The questions",
    ...topicsOf(scenarios).map(
      ({ topic, of }) =>
        `**${topic}**\n\n${of.map(({ id, question }) => `- [${id}](#${id}): ${question}`).join("\n")}`,
    ),
    "## Three courses",
    "`npm run scenario all` makes all the reports that they look at, and an index of them.",
    ...courses.map(courseSection),
    "## The scenarios, by question",
    ...topicsOf(scenarios).flatMap(({ topic, of }) => [`### ${topic}`, ...of.map(section)]),
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

/** In the order of the catalogue. */
function topicsOf(scenarios: readonly AuthoredScenario[]) {
  return unique(scenarios.map(({ topic = "Others" }) => topic)).map((topic) => ({
    topic,
    of: scenarios.filter((scenario) => (scenario.topic ?? "Others") === topic),
  }));
}

function courseSection({ title, forWhom, stations }: CatalogueCourse): string {
  const list = stations.map(
    ({ scenario, look }, index) => `${index + 1}. [${scenario}](#${scenario}): ${look}`,
  );
  return `### ${title}\n\n${forWhom}\n\n${list.join("\n")}`;
}

function section({ id, title, question, calls, defences, expect, controls }: AuthoredScenario): string {
  const attacks = unique(calls.flatMap((call) => call.attack ?? []));
  const skipped = unique(calls.flatMap(({ dangerSkipGuards = [] }) => dangerSkipGuards));
  const alarms = expect.alarms.map(({ by, code }) => `\`${code}\` by ${by === "alice" ? "Alice" : "Bob"}`);
  const rows = [
    ["attack", attacks.map(code).join(", ") || "none"],
    ["defences", defences.map(code).join(", ") || "none"],
    ...(skipped.length > 0 ? [["guards of the lab left out", skipped.map(code).join(", ")]] : []),
    ["connections", `Alice ${linkOf(expect, "alice")}, Bob ${linkOf(expect, "bob")}`],
    ["certificates", `to Alice ${expect.remoteCertificate.alice}, to Bob ${expect.remoteCertificate.bob}`],
    ["comparison", expect.comparison],
    ["content read by somebody else", expect.disclosed.join(", ") || "nothing"],
    ["altered", expect.altered],
    ["alarms", alarms.join(", ") || "none"],
    ["controls", controls.map(code).join(", ") || "in the run itself"],
  ];
  const table = rows.map(([name, value]) => `| ${name} | ${value} |`).join("\n");
  return `#### ${id}\n\n**${title}${/[.?!]$/.test(title) ? "" : "."}** ${question}\n\n| expected | |\n| --- | --- |\n${table}`;
}

/** "aborted (a defence of this peer refused it)" */
function linkOf({ link, linkFailure }: Expectation, peer: PeerName): string {
  const reason = linkFailure?.[peer];
  return `${link[peer]}${reason === undefined ? "" : ` (${LINK_FAILURE_WORDS[reason]})`}`;
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
