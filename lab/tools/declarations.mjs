import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

// Writes the library's declarations, for the package. The compiler declares every file that the library imports; what
// the library exports leads to a few of them, and only those stay. The others would need types that a user may not have.
process.chdir(fileURLToPath(new URL("../../", import.meta.url)));
const FOLDER = "dist/types";
const ENTRY = join(FOLDER, "lab/library/index.d.ts");
const RELATIVE_IMPORT = /((?:from |import\(|import )")(\.[^"]+)\.tsx?"/g;

rmSync(FOLDER, { recursive: true, force: true });
const compiler = fileURLToPath(import.meta.resolve("typescript/package.json")).replace(
  /package\.json$/,
  "bin/tsc",
);
execFileSync(process.execPath, [compiler, "--project", "tsconfig.declarations.json"], { stdio: "inherit" });

const reached = new Set();
reach(ENTRY);
for (const name of readdirSync(FOLDER, { recursive: true, encoding: "utf8" })) {
  const path = join(FOLDER, name);
  if (name.endsWith(".ts") && !reached.has(path)) rmSync(path);
}

/** @param {string} path */
function reach(path) {
  if (reached.has(path)) return;
  reached.add(path);
  const declared = readFileSync(path, "utf8").replace(RELATIVE_IMPORT, (_, before, name) => {
    const target = join(dirname(path), `${name}.d.ts`);
    if (!existsSync(target)) throw new Error(`${path} needs ${target}, which the compiler did not write`);
    reach(target);
    return `${before}${name}.js"`; // the compiler leaves ".ts" in declarations, and no source is in the package
  });
  writeFileSync(path, declared);
}
