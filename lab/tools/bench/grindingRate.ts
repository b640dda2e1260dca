import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import * as v from "valibot";
import { row, say } from "./measure.ts";

const WORKER = new URL("grindingWorker.js", import.meta.url);
const rateSchema = v.object({ tries: v.number(), hashes: v.number() });

/** How many certificates a second this machine grinds, on one thread and on all at once, beside its bare hash rate. */
export async function grindingRate(): Promise<void> {
  say("Grinding a short code, certificates of 300 bytes, two hashes a try:");
  for (const threads of new Set([1, availableParallelism()])) {
    const rates = await Promise.all(Array.from({ length: threads }, measure));
    const on = `on ${threads} ${threads === 1 ? "thread" : "threads"}`;
    const tries = rates.reduce((sum, rate) => sum + rate.tries, 0);
    const hashes = rates.reduce((sum, rate) => sum + rate.hashes, 0);
    row(`certificates tried, ${on}`, tries / 1e6, "million/s");
    row(`certificates hashed and nothing else, ${on}`, hashes / 1e6, "million/s");
  }
  say();
}

function measure(): Promise<v.InferOutput<typeof rateSchema>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER);
    worker.once("error", reject);
    worker.once("message", (message: unknown) => resolve(v.parse(rateSchema, message)));
  });
}
