import { createReadStream } from "node:fs";
import { performance } from "node:perf_hooks";
import { surveyCapture } from "../../../src/survey/survey.ts";
import type { Surveyed } from "./surveyed.ts";

/** Surveys one file in this process, which does nothing else, so that its peak memory is the survey's. */
const [file = "", pattern = ""] = process.argv.slice(2);
void surveyFile();

async function surveyFile(): Promise<void> {
  const start = performance.now();
  const chunks = createReadStream(file, { highWaterMark: 1 << 20 });
  const survey = await surveyCapture(chunks, [{ name: "pattern", bytes: Buffer.from(pattern) }]);
  const surveyed: Surveyed = {
    ms: performance.now() - start,
    peakMiB: process.resourceUsage().maxRSS / 1024,
    packets: survey.packets,
    judged: survey.nonces.judged,
    reused: survey.nonces.reused.count,
    found: survey.found[0]?.count ?? 0,
  };
  process.stdout.write(JSON.stringify(surveyed));
}
