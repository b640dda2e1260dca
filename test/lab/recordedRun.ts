import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Artefact } from "../../src/report/model/build.ts";
import { lab } from "./conductor.ts";
import { sharedBatch } from "./recordedBatch.ts";
import { temporaryDirectory } from "./temporaryDirectory.ts";

/** One real run of a scenario. */
export interface RecordedRun {
  readonly directory: string;
}

const runs = new Map<string, Promise<RecordedRun>>();

/**
 * A run of this scenario by the real actors: of the shared batch, or made when a test first asks for it. Tests share it:
 * whoever changes files works on a copy.
 * @throws Error when there is no such run, with what the lab said
 */
export function recordedRun(scenario: string, instruments: "all" | "none" = "none"): Promise<RecordedRun> {
  const key = `${scenario} ${instruments}`;
  const run = runs.get(key) ?? (instruments === "none" ? quickRun(scenario) : record(scenario, []));
  runs.set(key, run);
  return run;
}

async function quickRun(scenario: string): Promise<RecordedRun> {
  const batch = sharedBatch();
  if (!batch) return record(scenario, ["--quick"]);
  const directory = join(batch.out, scenario);
  if (!existsSync(directory)) throw new Error(`no run of "${scenario}" was made: ${batch.ended.stderr}`);
  return { directory };
}

async function record(scenario: string, words: readonly string[]): Promise<RecordedRun> {
  const out = temporaryDirectory();
  const { stderr } = await lab(["scenario", scenario, "--json", "--out", out, ...words]);
  const directory = join(out, scenario);
  if (!existsSync(directory)) throw new Error(`no run of "${scenario}" was made: ${stderr}`);
  return { directory };
}

/** The files of the recorded run that the judge reads. */
export async function recordedArtefacts(scenario: string): Promise<Artefact[]> {
  return artefactsIn(await recordedRun(scenario));
}

/** The files of one more run of the same scenario. */
export async function otherArtefacts(scenario: string): Promise<Artefact[]> {
  return artefactsIn(await record(scenario, ["--quick"]));
}

function artefactsIn({ directory }: RecordedRun): Artefact[] {
  return ["trace.jsonl", "capture.pcapng", "sslkeys.log"].map((path) => ({
    path,
    content: readFileSync(join(directory, path)),
  }));
}
