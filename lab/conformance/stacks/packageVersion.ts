import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import * as v from "valibot";

const packageSchema = v.object({ name: v.optional(v.string()), version: v.optional(v.string()) });

/** Of an installed package, also of one that exports no package.json. */
export function packageVersion(name: string): string {
  let folder = dirname(createRequire(import.meta.url).resolve(name));
  while (folder !== dirname(folder)) {
    const file = join(folder, "package.json");
    const found = existsSync(file) ? v.parse(packageSchema, JSON.parse(readFileSync(file, "utf8"))) : {};
    if (found.name === name) return found.version ?? "unknown";
    folder = dirname(folder);
  }
  return "unknown";
}
