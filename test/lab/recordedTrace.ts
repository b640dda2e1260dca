import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeTrace } from "../../src/trace/codec.ts";
import type { TraceEvent } from "../../src/trace/events.ts";
import { recordedRun } from "./recordedRun.ts";

/** The trace of a real run of this scenario. */
export async function recordedTrace(
  scenario: string,
  instruments: "all" | "none" = "none",
): Promise<TraceEvent[]> {
  const { directory } = await recordedRun(scenario, instruments);
  return decodeTrace(readFileSync(join(directory, "trace.jsonl"), "utf8"));
}
