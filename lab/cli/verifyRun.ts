import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { printable } from "../../src/report/model/printable.ts";
import { knownScenario } from "../files/knownScenario.ts";
import { type Verification, verify } from "../files/verify.ts";
import { type Command, UsageError } from "./arguments.ts";
import { EXIT, exitCodeOf } from "./exitCode.ts";
import { scenarioNamed } from "./named.ts";
import { forUser, fromUser } from "./startedByNpm.ts";
import type { Terminal } from "./terminal.ts";

/** Judges a run again and tells what was changed since. @throws UsageError, and what `verify` throws. */
export function verifyRun(
  { directory, json }: Extract<Command, { command: "verify" }>,
  out: Terminal,
): number {
  const place = placeOf(directory);
  const verification = verify(place);
  const { report, findings } = verification;
  if (json) out.line(JSON.stringify({ agrees: findings.length === 0, ...verification }, null, 2));
  else tell(verification, place, out);
  if (findings.length > 0 || !report) return EXIT.notAsExpected;
  return exitCodeOf(report);
}

/** A path, from where the user stands or in the lab, or the name of a run in the lab's reports. @throws UsageError */
function placeOf(directory: string): string {
  const places = [fromUser(directory), resolve(directory), resolve("reports", directory)];
  const found =
    places.find((place) => existsSync(join(place, "report.json"))) ??
    places.find((place) => existsSync(join(place, "trace.jsonl")));
  if (found !== undefined) return found;
  const isThere = places.some((place) => statSync(place, { throwIfNoEntry: false })?.isDirectory());
  throw new UsageError(
    isThere
      ? `${directory} holds no run: neither report.json nor trace.jsonl is there`
      : `there is no run directory ${directory}, nor a run of that name in reports`,
  );
}

function tell({ report, findings, otherVersion }: Verification, place: string, out: Terminal): void {
  for (const finding of findings) out.line(`✗  ${printable(finding, 300)}`, "   ");
  if (report) {
    const shown = { place: forUser(join(place, "report.html")), verbose: false };
    out.verdict(report, knownScenario(report.scenario) ?? scenarioNamed(report.scenario), shown);
  }
  out.line(findings.length === 0 ? AGREES : changedWords(otherVersion));
}

const AGREES = "All files agree with each other and with this judgement. Who made them, no file can prove.";

function changedWords(otherVersion: string | undefined): string {
  return otherVersion === undefined
    ? "This is not what the run wrote: at least one file was changed since."
    : `The run says that version ${printable(otherVersion, 40)} of the lab wrote it. This is another one, and may word its documents in another way: verify with that version.`;
}
