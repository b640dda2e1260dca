import { stageRun } from "../../../lab/files/runDirectory.ts";

/** Publishes the same scenario again and again. Its words: the directory for reports, and how often. */
const [, , out = "", times] = process.argv;
for (let count = 0; count < Number(times); count += 1) {
  const staging = stageRun(out, "mitm");
  staging.write("trace.jsonl", `${process.pid} ${count}`);
  staging.publish();
}
