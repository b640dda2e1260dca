import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import * as v from "valibot";

const WORKER = new URL("grindingWorker.js", import.meta.url);
const rateSchema = v.object({ tries: v.number(), hashes: v.number() });

/** How many certificates a second this machine grinds, alone and on all threads at once, beside its bare hash rate. */
export async function grindingRate(): Promise<string[]> {
  const lines = ["Grinding a short code, certificates of 300 bytes, two hashes a try:"];
  for (const threads of new Set([1, availableParallelism()])) {
    const rates = await Promise.all(Array.from({ length: threads }, measure));
    const tries = rates.reduce((sum, rate) => sum + rate.tries, 0);
    const hashes = rates.reduce((sum, rate) => sum + rate.hashes, 0);
    lines.push(
      `  ${threads} thread${threads === 1 ? "" : "s"}: ${millions(tries)} million tries a second; crypto.hash alone: ${millions(hashes)} million certificates a second`,
    );
  }
  return lines;
}

function measure(): Promise<v.InferOutput<typeof rateSchema>> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER);
    worker.once("error", reject);
    worker.once("message", (message: unknown) => resolve(v.parse(rateSchema, message)));
  });
}

function millions(rate: number): string {
  return (rate / 1e6).toFixed(2);
}
