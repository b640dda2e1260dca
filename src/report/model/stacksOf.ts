import { printable } from "./printable.ts";
import type { JudgedReport } from "./report.ts";

/** What the peers of a run spoke with, each stack once: "werift 0.24.4", "Chromium 156 and Firefox 153". */
export function stacksOf({ evidence: { stacks } }: Pick<JudgedReport, "evidence">): string {
  const names = [stacks.alice.name, stacks.bob.name].map((name) => printable(name, 40));
  return [...new Set(names)].toSorted().join(" and ");
}
