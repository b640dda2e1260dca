import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { createRequire } from "node:module";

// Starts the built lab, and builds it first where a source file is newer than the build. Looking costs a few
// milliseconds; compiling at every start would cost more than the run.
const root = new URL("../", import.meta.url);
const built = modified("dist/lab/cli.js");
const sources = ["src", "lab", "scenarios"].flatMap((folder) =>
  readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" }).map(
    (name) => `${folder}/${name}`,
  ),
);
if ([...sources, "package.json", "rolldown.config.mjs"].some((path) => modified(path) > built)) {
  const build = spawnSync("npm", ["run", "--silent", "build"], { cwd: root, encoding: "utf8" });
  if (build.status !== 0) {
    process.stderr.write(`The lab cannot be built:\n${build.stdout}${build.stderr}`);
    process.exit(2);
  }
}
createRequire(import.meta.url)("../dist/lab/cli.js");

/** @param {string} path */
function modified(path) {
  return statSync(new URL(path, root), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
