import { lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readRegularFile } from "../files/readRegularFile.ts";
import { UsageError } from "./arguments.ts";
import { renderHtml } from "./report/html.tsx";
import type { Conformance } from "./result.ts";

/** How the two files say who wrote them: no others are replaced. */
const MARKS = {
  "conformance.html": '<meta name="generator" content="webrtc-mitm-lab"',
  "conformance.json": '"generator": "webrtc-mitm-lab"',
} as const;

const MAX_BYTES = 64 << 20;

/** Before the run: hours of it must not end so. @throws UsageError when a file of that name is somebody else's. */
export function refuseForeignFiles(directory: string): void {
  for (const [name, mark] of Object.entries(MARKS)) {
    const path = join(directory, name);
    if (lstatSync(path, { throwIfNoEntry: false }) && !isOurs(path, mark))
      throw new UsageError(
        `${path} was not written by this lab, and is not replaced: name another folder with --out`,
      );
  }
}

/** Writes both forms, each whole or not at all, and returns their paths. */
export function publish(result: Conformance, directory: string): string[] {
  mkdirSync(directory, { recursive: true });
  const write = (name: keyof typeof MARKS, text: string) => {
    const path = join(directory, name);
    const partial = `${path}.${process.pid}.partial`;
    try {
      writeFileSync(partial, text, { flag: "wx" });
      renameSync(partial, path);
    } finally {
      rmSync(partial, { force: true });
    }
    return path;
  };
  return [
    write("conformance.html", renderHtml(result)),
    write("conformance.json", `${JSON.stringify(result, null, 1)}\n`),
  ];
}

function isOurs(path: string, mark: string): boolean {
  try {
    return readRegularFile(path, MAX_BYTES).includes(mark);
  } catch {
    return false;
  }
}
