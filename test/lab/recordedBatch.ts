import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Ended, lab } from "./conductor.ts";
import { temporaryDirectory } from "./temporaryDirectory.ts";

/** One quick run of every scenario, made by one command: how the command ended, and the directory of the runs. */
export interface RecordedBatch {
  readonly ended: Ended;
  readonly out: string;
}

/** Names the directory of the batch that `npm test` made before its tests, which run in several processes. */
const SHARED = "WEBRTC_MITM_LAB_TEST_BATCH";

/** Makes the batch that this process and all that it starts share. */
export async function shareBatch(): Promise<void> {
  const directory = temporaryDirectory();
  await makeBatch(directory);
  process.env[SHARED] = directory;
}

/** The shared batch, or undefined where a single test is run by itself. */
export function sharedBatch(): RecordedBatch | undefined {
  const directory = process.env[SHARED];
  if (directory === undefined) return undefined;
  const ended: Ended = JSON.parse(readFileSync(join(directory, ENDED), "utf8"));
  return { ended, out: join(directory, RUNS) };
}

/** The shared batch, or one of its own. Tests share it: whoever changes files works on a copy. */
export function recordedBatch(): Promise<RecordedBatch> {
  const shared = sharedBatch();
  return shared ? Promise.resolve(shared) : makeBatch(temporaryDirectory());
}

const ENDED = "ended.json";
const RUNS = "runs";

async function makeBatch(directory: string): Promise<RecordedBatch> {
  const out = join(directory, RUNS);
  mkdirSync(out);
  const ended = await lab(["scenario", "all", "--quick", "--json", "--timeout", "60", "--out", out]);
  writeFileSync(join(directory, ENDED), JSON.stringify(ended));
  return { ended, out };
}
