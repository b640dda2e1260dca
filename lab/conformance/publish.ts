import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderHtml } from "./report/html.tsx";
import type { Conformance } from "./result.ts";

/** Writes both forms, each whole or not at all, and returns their paths. */
export function publish(result: Conformance, directory: string): string[] {
  mkdirSync(directory, { recursive: true });
  const write = (name: string, text: string) => {
    const path = join(directory, name);
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
    return path;
  };
  return [
    write("conformance.html", renderHtml(result)),
    write("conformance.json", `${JSON.stringify(result, null, 1)}\n`),
  ];
}
