import { lstatSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { HarnessError } from "../run/harnessError.ts";
import { makeDirectory } from "./makeDirectory.ts";
import { readRegularFile } from "./readRegularFile.ts";

const MAX_BYTES = 16 << 20;

/**
 * Writes a file that the lab keeps over its runs: a reader never sees half of it.
 * @param mark what the lab's own file has in it
 * @throws HarnessError when it cannot be written, or is somebody else's; then it is as it was, and nothing is left over
 */
export function replaceFile(file: string, content: string, mark: string): void {
  refuseForeignFile(file, mark);
  const partial = `${file}.${process.pid}.partial`;
  try {
    makeDirectory(dirname(file));
    writeFileSync(partial, content, { flag: "wx" });
    renameSync(partial, file);
  } catch (error) {
    rmSync(partial, { force: true });
    const reason = error instanceof Error ? error.message : String(error);
    throw new HarnessError("cannot-write", `cannot write ${file}: ${reason}`);
  }
}

/** @throws HarnessError when the file is there and the lab did not write it */
export function refuseForeignFile(file: string, mark: string): void {
  if (!lstatSync(file, { throwIfNoEntry: false }) || isMarked(file, mark)) return;
  throw new HarnessError(
    "not-ours",
    `${file} was not written by this lab. Move it away, or name another directory with --out`,
  );
}

function isMarked(file: string, mark: string): boolean {
  try {
    return readRegularFile(file, MAX_BYTES).includes(mark);
  } catch {
    return false;
  }
}
