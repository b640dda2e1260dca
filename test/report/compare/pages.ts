import { parseArtefacts } from "../../../lab/files/artefacts.ts";
import { compareRuns, type RunComparison } from "../../../src/report/compare/model/comparison.ts";
import { buildReport } from "../../../src/report/model/build.ts";
import type { Page } from "../../../src/report/model/page.ts";
import { otherArtefacts } from "../../lab/recordedRun.ts";
import { realPage } from "../pages.ts";

/** Another run of the same scenario than that of `realPage`: every certificate, secret, port and time is another. */
export async function anotherRun(id: string): Promise<Page> {
  const { scenario } = await realPage(id);
  const run = parseArtefacts(await otherArtefacts(id));
  return { scenario, run, report: buildReport({ scenario, run, artefacts: [] }) };
}

export async function compared(left: string, right: string): Promise<RunComparison> {
  return compareRuns(await realPage(left), await realPage(right));
}

/** Everything that is marked as a difference, in words. */
export function differencesIn(comparison: RunComparison): string[] {
  const { findings, calls, descriptions, fingerprints, holdings, checks, claims } = comparison;
  const steps = calls.flatMap(({ stages }) => stages.flatMap((stage) => stage.steps));
  const lines = descriptions.flatMap((description) => description.lines ?? []);
  return [
    ...findings.flatMap(({ differs, name, left, right }) => (differs ? `${name}: ${left} | ${right}` : [])),
    ...steps.flatMap((step) => (step.kind === "same" ? [] : JSON.stringify(step))),
    ...[...lines, ...fingerprints, ...holdings, ...checks, ...claims].flatMap((one) =>
      one.differs ? JSON.stringify(one) : [],
    ),
  ];
}
