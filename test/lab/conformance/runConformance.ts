import { spawnSync } from "node:child_process";

/** The command, as it is built. Tests run from the project's root. */
export function conformance(...words: string[]) {
  const program = "dist/lab/conformance/conformance.mjs";
  return spawnSync(process.execPath, ["--enable-source-maps", program, ...words], { encoding: "utf8" });
}
