import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HarnessError } from "../run/harnessError.ts";

/** A run directory in the making. It appears under its own name whole, or not at all. */
export interface Staging {
  readonly directory: string;
  /** Never over a file of the same run. @throws HarnessError */
  write(file: string, content: string | Uint8Array): void;
  /** Puts the directory in its place, and the previous run of the scenario out of it. Returns the place. @throws HarnessError; then the previous run is where it was. */
  publish(): string;
  /** Leaves no trace of the attempt. The previous run stays as it was. */
  discard(): void;
}

/** @throws HarnessError when the directory cannot be written. */
export function stageRun(out: string, scenario: string): Staging {
  const place = join(out, scenario);
  const previous = join(out, `.${scenario}.previous`);
  const directory = join(out, `.${scenario}.${process.pid}-${randomBytes(4).toString("hex")}.partial`);
  writing(() => {
    mkdirSync(directory, { recursive: true });
    clearUp(out, scenario, place, previous);
  });
  return {
    directory,
    write: (file, content) => writing(() => writeFileSync(join(directory, file), content, { flag: "wx" })),
    publish() {
      writing(() => {
        // A directory cannot be renamed over another one: between these two lines the old run has another name,
        // and the next run puts it back if this process ends right there.
        if (existsSync(place)) renameSync(place, previous);
        moveOrRestore(directory, place, previous);
        rmSync(previous, { recursive: true, force: true });
      });
      return place;
    },
    discard: () => rmSync(directory, { recursive: true, force: true }),
  };
}

function moveOrRestore(directory: string, place: string, previous: string): void {
  try {
    renameSync(directory, place);
  } catch (error) {
    if (existsSync(previous) && !existsSync(place)) renameSync(previous, place);
    throw error;
  }
}

/** What a killed run left behind: its unfinished directory, or the previous run under its other name. */
function clearUp(out: string, scenario: string, place: string, previous: string): void {
  if (existsSync(previous)) {
    if (existsSync(place)) rmSync(previous, { recursive: true });
    else renameSync(previous, place);
  }
  const unfinished = new RegExp(`^\\.${scenario}\\.(\\d+)-[0-9a-f]+\\.partial$`);
  for (const name of readdirSync(out)) {
    const pid = unfinished.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(out, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function writing(act: () => void): void {
  try {
    act();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new HarnessError("cannot-write", `cannot write to the directory for reports: ${reason}`);
  }
}
