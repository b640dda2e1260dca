import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readRegularFile } from "./readRegularFile.ts";

/**
 * The file by which the lab knows a directory that it wrote, and what it put there. It replaces and removes nothing else:
 * a folder of that name may hold somebody's thesis.
 */
export const MARK_FILE = ".webrtc-mitm-lab";

const HEADING = "webrtc-mitm-lab wrote this directory, and replaces it with the next run. Its files:";
const MAX_MARK_BYTES = 4096;

/** The mark of a directory that holds these files. */
export function markOf(files: readonly string[]): string {
  return [HEADING, ...files.toSorted(), ""].join("\n");
}

/** True of a directory that the lab made, whatever else was put into it since. */
export function isMarked(directory: string): boolean {
  return readMark(directory).startsWith(`${HEADING}\n`);
}

/** Why a directory is not, or not only, the lab's own; undefined when the lab may replace it, or when nothing is there. */
export function foreignness(directory: string): string | undefined {
  for (;;) {
    const stats = lstatSync(directory, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    if (!stats.isDirectory()) return "is no directory";
    const [heading, ...files] = readMark(directory).split("\n");
    const entries = entriesOf(directory);
    // Another run may have put its own directory there while this one was read.
    const after = lstatSync(directory, { throwIfNoEntry: false });
    if (entries === undefined || after?.ino !== stats.ino || after.ctimeMs !== stats.ctimeMs) continue;
    if (heading !== HEADING) return "was not written by this lab";
    const foreign = entries.find((name) => name !== MARK_FILE && !files.includes(name));
    return foreign && `holds something that this lab did not write: ${JSON.stringify(foreign)}`;
  }
}

/** Undefined for one that is gone. */
function entriesOf(directory: string): string[] | undefined {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

function readMark(directory: string): string {
  try {
    return readRegularFile(join(directory, MARK_FILE), MAX_MARK_BYTES).toString("utf8");
  } catch {
    return "";
  }
}
