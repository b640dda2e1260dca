import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HarnessError } from "../run/harnessError.ts";
import { makeDirectory } from "./makeDirectory.ts";
import { foreignness, MARK_FILE, markOf } from "./mark.ts";
import { isGone, OWNER_FILE, ownerText } from "./owner.ts";
import { readRegularFile } from "./readRegularFile.ts";

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

/** Other runs of the same scenario may publish at the same moment; each attempt lets one of them go first. */
const MAX_ATTEMPTS = 100;

/** @throws HarnessError when the directory cannot be written, or its place holds what the lab did not write; then nothing is left. */
export function stageRun(out: string, scenario: string): Staging {
  const place = join(out, scenario);
  const own = `.${scenario}.${process.pid}-${randomBytes(4).toString("hex")}`;
  const directory = join(out, `${own}.partial`);
  const discard = () => {
    process.off("exit", discard);
    // What cannot be removed, or was never made, must not hide why the run failed.
    try {
      rmSync(directory, { recursive: true, force: true });
    } catch {}
  };
  // A second Ctrl-C, or a fault of the lab: however this process ends by itself, it takes its half with it.
  process.on("exit", discard);
  try {
    writing(() => {
      refuseForeign(place);
      makeDirectory(directory);
      writeFileSync(join(directory, OWNER_FILE), ownerText());
      clearUp(out, scenario);
    });
  } catch (error) {
    discard();
    throw error;
  }
  return {
    directory,
    write: (file, content) => writing(() => writeFileSync(join(directory, file), content, { flag: "wx" })),
    publish() {
      writing(() => {
        rmSync(join(directory, OWNER_FILE));
        writeFileSync(join(directory, MARK_FILE), markOf(readdirSync(directory)), { flag: "wx" });
        exchange(directory, place, join(out, `${own}.previous`));
      });
      process.off("exit", discard);
      return place;
    },
    discard,
  };
}

/**
 * A directory cannot be renamed over another one: for a moment the old run has another name, and the next run puts it back
 * if this process ends right there.
 */
function exchange(directory: string, place: string, previous: string): void {
  for (let attempt = 1; ; attempt += 1) {
    refuseForeign(place);
    try {
      if (existsSync(place)) renameSync(place, previous);
      renameSync(directory, place);
      break;
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !existsSync(directory) || !isOtherRun(error)) {
        restore(previous, place);
        throw error;
      }
    }
    // Another run stands there now, and the one before it is of no use any more.
    removeRun(previous);
  }
  removeRun(previous);
}

/** Between looking and renaming another run has put its directory there, or has taken the old one away. */
function isOtherRun(error: unknown): boolean {
  return (
    error instanceof Error && "code" in error && ["ENOTEMPTY", "EEXIST", "ENOENT"].includes(`${error.code}`)
  );
}

function restore(previous: string, place: string): void {
  if (existsSync(previous) && !existsSync(place)) renameSync(previous, place);
}

/** What cannot be removed costs space, not a run: the next one tries again. */
function removeRun(directory: string): void {
  try {
    if (foreignness(directory) === undefined) rmSync(directory, { recursive: true, force: true });
  } catch {}
}

/** What a killed run left behind: its unfinished directory, or the previous run under its other name. */
function clearUp(out: string, scenario: string): void {
  const left = new RegExp(`^\\.${scenario}\\.(\\d+)-[0-9a-f]{8}\\.(partial|previous)$`);
  for (const name of readdirSync(out)) {
    const [, pid, kind] = left.exec(name) ?? [];
    const path = join(out, name);
    if (kind === "partial" && isGone(ownerIn(path), path)) rmSync(path, { recursive: true, force: true });
    if (kind !== "previous" || !isGone(ownerText(Number(pid)), path)) continue;
    if (foreignness(path) !== undefined) continue;
    if (existsSync(join(out, scenario))) removeRun(path);
    else restore(path, join(out, scenario));
  }
}

function ownerIn(directory: string): string {
  try {
    return readRegularFile(join(directory, OWNER_FILE), 1024).toString("utf8");
  } catch {
    return "";
  }
}

/** @throws HarnessError when this is there and not the lab's own. */
export function refuseForeign(place: string): void {
  const why = foreignness(place);
  if (why !== undefined)
    throw new HarnessError("not-ours", `${place} ${why}. Move it away, or name another directory with --out`);
}

function writing(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new HarnessError("cannot-write", `cannot write to the directory for reports: ${reason}`);
  }
}
