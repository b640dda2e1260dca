import { closeSync, existsSync, openSync, rmSync, writeFileSync } from "node:fs";
import { renderJunit } from "../../src/report/junit/junit.ts";
import type { Report } from "../../src/report/model/report.ts";
import { UsageError } from "./arguments.ts";

/** Before the runs, not after minutes of them. @throws UsageError when the file cannot be written. */
export function checkJunitFile(file: string): void {
  const isNew = !existsSync(file);
  writing(file, () => closeSync(openSync(file, "a")));
  if (isNew) rmSync(file, { force: true });
}

/** @throws UsageError when the file cannot be written. */
export function writeJunit(file: string, reports: readonly Report[]): void {
  writing(file, () => writeFileSync(file, renderJunit(reports)));
}

function writing(file: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new UsageError(`cannot write ${file}: ${error instanceof Error ? error.message : error}`);
  }
}
