import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Artefact } from "../../src/report/model/build.ts";
import { type Ended, lab } from "./conductor.ts";
import { temporaryDirectory } from "./temporaryDirectory.ts";

/** One real run of a scenario, made when a test first asks for it. */
export interface RecordedRun extends Ended {
  readonly directory: string;
}

const runs = new Map<string, Promise<RecordedRun>>();

/** A run of this scenario by the real actors. Tests share it: whoever changes files works on a copy. */
export function recordedRun(scenario: string, instruments: "all" | "none" = "none"): Promise<RecordedRun> {
  const key = `${scenario} ${instruments}`;
  const run = runs.get(key) ?? record(scenario, instruments === "none" ? ["--quick"] : []);
  runs.set(key, run);
  return run;
}

async function record(scenario: string, words: readonly string[]): Promise<RecordedRun> {
  const out = temporaryDirectory();
  const ended = await lab(["scenario", scenario, "--json", "--out", out, ...words]);
  return { ...ended, directory: join(out, scenario) };
}

/** The files of a run that the judge reads. */
export async function recordedArtefacts(scenario: string): Promise<Artefact[]> {
  const { directory, stderr } = await recordedRun(scenario);
  if (stderr !== "") throw new Error(`the run of "${scenario}" failed: ${stderr}`);
  return ["trace.jsonl", "capture.pcapng", "sslkeys.log"].map((path) => ({
    path,
    content: readFileSync(join(directory, path)),
  }));
}
