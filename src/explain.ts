import { ATTACKS, attack } from "./attacks/index.ts";
import { DEFENCES, defence } from "./defences/index.ts";
import type { DefenceAlarms, Titles } from "./report/model/attackMatrix.ts";
import type { Explanation } from "./report/model/page.ts";
import type { Scenario } from "./scenario.ts";

/** A scenario in plain words: its question, what happens, the attack and the defences in it, what it leaves out. In lines of at most `width` characters. */
export function explain(scenario: Scenario, width = 100): string {
  const attacks = [...new Set(scenario.calls.flatMap((call) => call.attack ?? []))].map(attack);
  const paragraphs = [
    `${scenario.id}: ${scenario.title}`,
    scenario.question,
    ...scenario.story,
    ...attacks.map(({ title, explain, limits }) => `Attack: ${title}. ${explain()} ${limits}`),
    ...scenario.defences
      .map(defence)
      .map(
        ({ title, explain, catches, doesNotCatch }) =>
          `Defence: ${title}. ${explain()} It catches: ${catches} It does not catch: ${doesNotCatch}`,
      ),
    `What it means, if the run is as expected: ${scenario.lesson}`,
    `What it does not test:\n${scenario.limits.map((limit) => `- ${limit}`).join("\n")}`,
    `References: ${scenario.references.join("; ")}`,
  ];
  return paragraphs.map((paragraph) => wrap(paragraph, width)).join("\n\n");
}

/** What the report shows of the attacks and defences, which it may not look up itself. */
export function explanationsOf(scenario: Scenario): Explanation[] {
  const attacks = [...new Set(scenario.calls.flatMap((call) => call.attack ?? []))].map(attack);
  return [
    ...attacks.map(
      ({ title, explain, limits }): Explanation => ({ kind: "attack", title, text: [explain(), limits] }),
    ),
    ...scenario.defences.map(defence).map(
      ({ title, explain, catches, doesNotCatch }): Explanation => ({
        kind: "defence",
        title,
        text: [explain(), `It catches: ${catches}`, `It does not catch: ${doesNotCatch}`],
      }),
    ),
  ];
}

/** Which alarms each defence may raise, for the matrix of the reports. */
export const DEFENCE_ALARMS: DefenceAlarms = Object.fromEntries(
  Object.values(DEFENCES).map(({ id, alarms }) => [id, alarms]),
);

/** What attacks and defences are called, where a reader has no use for ids. */
export const TITLES: Titles = Object.fromEntries(
  [...Object.entries(ATTACKS), ...Object.entries(DEFENCES)].map(([id, { title }]) => [id, title]),
);

function wrap(text: string, width: number): string {
  return text
    .split("\n")
    .map((line) => line.replace(new RegExp(`(.{1,${width}})(?: +|$)`, "g"), "$1\n").trimEnd())
    .join("\n");
}
