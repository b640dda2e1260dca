import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const made: string[] = [];
process.on("exit", () => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
});

/** A new empty directory, removed when the tests are over. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "webrtc-mitm-lab-"));
  made.push(directory);
  return directory;
}
