import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { bigCapture } from "./bigCapture.ts";
import { bulkTransfer, openCall } from "./calls.ts";
import { grindingRate } from "./grindingRate.ts";
import { say } from "./measure.ts";
import { stacks } from "./stacks.ts";
import { startToEnd } from "./startToEnd.ts";
import { manyCalls, transfers, waits } from "./transfers.ts";

const PARTS = ["start", "open", "bulk", "interceptor", "many", "capture", "grinding"] as const;

void bench();

/**
 * `npm run bench [-- --runs N] [--mebibytes N] [PART…]`: how fast the lab is, against yardsticks on the same machine in the same
 * minute. It compares and never fails: what a figure means, its reader decides.
 */
async function bench(): Promise<void> {
  const { values, positionals } = readArguments();
  const runs = countFrom(values.runs, "--runs");
  const mebibytes = countFrom(values.mebibytes, "--mebibytes");
  const unknown = positionals.find((part) => !PARTS.some((known) => known === part));
  if (unknown !== undefined) wrongUsage(`there is no part "${unknown}"; there are ${PARTS.join(", ")}`);
  const wanted = (part: (typeof PARTS)[number]) => positionals.length === 0 || positionals.includes(part);
  const directory = mkdtempSync(join(tmpdir(), "lab-bench-"));
  process.on("exit", () => rmSync(directory, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(130));
  // The lab is four processes, an intercepted call keeps all of them busy: on few processors that costs time.
  say(`Node ${process.versions.node}, ${availableParallelism()} processors.`);
  say();
  if (wanted("start")) await startToEnd(runs, directory);
  if (wanted("open")) await openCall(runs, directory);
  if (wanted("bulk")) await bulkTransfer(Math.min(runs, 3), directory);
  for (const stack of wanted("interceptor") || wanted("many") ? stacks() : []) {
    if (wanted("interceptor")) {
      await transfers(Math.min(runs, 3), stack);
      await waits(runs, stack);
    }
    if (wanted("many")) await manyCalls(Math.min(runs, 3), stack);
  }
  if (wanted("capture")) bigCapture(mebibytes, directory);
  if (wanted("grinding")) await grindingRate();
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        runs: { type: "string", default: "7" },
        mebibytes: { type: "string", default: "1024" },
      },
    });
  } catch (error) {
    return wrongUsage(error instanceof Error ? error.message : String(error));
  }
}

function countFrom(text: string, option: string): number {
  const count = Number(text);
  if (!Number.isSafeInteger(count) || count < 1)
    wrongUsage(`${option} takes a whole number from 1 on, not "${text}"`);
  return count;
}

function wrongUsage(message: string): never {
  say(message);
  process.exit(2);
}
