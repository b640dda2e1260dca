import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import type { Artefact } from "../../src/report/model/build.ts";
import { isJudged, type JudgedReport, type Report, reportSchema } from "../../src/report/model/report.ts";
import { keyLogOf } from "../../src/trace/keyLog.ts";
import { environment } from "../run/environment.ts";
import { ArtefactError, parseArtefacts, parseTrace } from "./artefacts.ts";
import { documentsOf } from "./documents.ts";
import { knownScenario } from "./knownScenario.ts";
import { MARK_FILE, markOf } from "./mark.ts";
import { MAX_FILE_BYTES, readRegularFile } from "./readRegularFile.ts";

export interface Verification {
  /** The run judged again. Undefined when a changed file makes that impossible. */
  readonly report: JudgedReport | undefined;
  /** One line for each file that is not what the run wrote. Empty: all files agree with each other. */
  readonly findings: readonly string[];
  /** The version of the lab that wrote the run, as the run itself says, where it is another one than this. */
  readonly otherVersion: string | undefined;
}

/**
 * Judges a run again from its files alone, and compares every byte with what that judgement writes. It finds any
 * change that does not reach all files consistently. It does not prove who made the files: whoever can rewrite
 * trace, capture and report together can write a run that never happened.
 * @throws ArtefactError, TraceError or CaptureParseError when the files are no run of this lab.
 */
export function verify(directory: string): Verification {
  const written = parseReport(read(directory, "report.json"));
  const artefacts = written.artefacts.map(
    ({ path }): Artefact => ({ path, content: read(directory, safeName(path)) }),
  );
  const changed = written.artefacts.flatMap(({ path, sha256, bytes }, index) => {
    const content = artefacts[index]?.content ?? new Uint8Array();
    if (createHash("sha256").update(content).digest("hex") === sha256) return [];
    return [
      `${path} was changed: it has ${content.length} bytes and another SHA-256 than report.json says (${bytes} bytes)`,
    ];
  });
  const { lab } = written.environment;
  const otherVersion = lab === environment().lab ? undefined : lab;
  if (changed.length > 0) return { report: undefined, findings: changed, otherVersion };
  const run = parseArtefacts(artefacts);
  const scenario = knownScenario(run.start.scenario);
  if (!scenario)
    throw new ArtefactError(`this lab has no scenario "${written.scenario}", so it cannot judge the run`);
  const { report, files } = documentsOf(scenario, run, artefacts);
  const expected = new Map<string, string | Uint8Array>([
    ...Object.entries(files),
    ["sslkeys.log", keyLogOf(parseTrace(artefacts))],
  ]);
  const names = new Set([...expected.keys(), ...artefacts.map(({ path }) => path)]);
  expected.set(MARK_FILE, markOf([...names]));
  const differing = [...expected].flatMap(([path, content]) =>
    Buffer.from(content).equals(read(directory, path))
      ? []
      : [`${path} is not what this run's trace and capture lead to`],
  );
  const added = readdirSync(directory).flatMap((path) =>
    names.has(path) || path === MARK_FILE ? [] : [`${path} does not belong to the run`],
  );
  return { report, findings: [...differing, ...added], otherVersion };
}

/** A run that the lab failed to finish leaves no directory, so there is none to verify. */
function parseReport(content: Uint8Array): JudgedReport {
  const report = safeReport(content);
  if (!report || !isJudged(report))
    throw new ArtefactError("report.json is not a report of this lab, or was damaged");
  const names = report.artefacts.map(({ path }) => path);
  if (new Set(names).size < names.length) throw new ArtefactError("report.json names a file twice");
  return report;
}

function safeReport(content: Uint8Array): Report | undefined {
  try {
    return v.parse(reportSchema, JSON.parse(Buffer.from(content).toString("utf8")));
  } catch {
    return undefined;
  }
}

/** A report may come from anywhere: it must not make us read outside its own directory. */
function safeName(path: string): string {
  if (!/^[a-z][a-z0-9-]*(\.[a-z]+)+$/.test(path))
    throw new ArtefactError("report.json names a file outside the run directory");
  return path;
}

function read(directory: string, path: string): Uint8Array {
  try {
    return readRegularFile(join(directory, path));
  } catch {
    throw new ArtefactError(
      `${path} is missing in ${directory}, or cannot be read: it must be a regular file of at most ${MAX_FILE_BYTES >> 20} MiB`,
    );
  }
}
