import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

// Starts the built lab, and builds it first where a source file is newer than the build. Looking costs a few
// milliseconds; compiling at every start would cost more than the run.
const root = fileURLToPath(new URL("../../", import.meta.url)); // paths: hundreds of URLs would take longer than the looking
const built = modified("dist/lab/cli/main.js");
const sources = ["src", "lab", "scenarios"].flatMap((folder) =>
  readdirSync(`${root}${folder}`, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
);
if ([...sources, "package.json", "rolldown.config.mjs"].some((path) => modified(path) > built)) {
  // On a terminal alone: seconds of silence look like a fault, and whoever reads a pipe reads the run's own words.
  if (process.stderr.isTTY) process.stderr.write("Building …\n");
  const build = spawnSync("npm", ["run", "--silent", "build"], { cwd: root, encoding: "utf8" });
  if (build.status !== 0) {
    process.stderr.write(`The lab cannot be built:\n${build.stdout}${build.stderr}`);
    process.exit(3);
  }
}
createRequire(import.meta.url)("../../dist/lab/cli/main.js");

/** @param {string} path */
function modified(path) {
  return statSync(`${root}${path}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
