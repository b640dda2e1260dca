import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { temporaryDirectory } from "../lab/temporaryDirectory.ts";

const PARTS = [
  ...["src", "lab", "scenarios", "test", "package.json", "package-lock.json", "rolldown.config.mjs"],
  ...["tsconfig.json", "tsconfig.declarations.json", ".gitignore", "LICENSE", "README.md"],
];

/** The project without anything built, in a folder of the given name: packing must not disturb the tests that run from `dist`. */
export function sourceCopy(name: string): string {
  const copy = join(temporaryDirectory(), name);
  mkdirSync(copy);
  for (const part of PARTS) cpSync(part, join(copy, part), { recursive: true });
  symlinkSync(resolve("node_modules"), join(copy, "node_modules"));
  return copy;
}
