import { lstatSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HarnessError } from "../run/harnessError.ts";
import { makeDirectory } from "./makeDirectory.ts";
import { isMarked, MARK_FILE, markOf } from "./mark.ts";
import { readRegularFile } from "./readRegularFile.ts";

/** Where the pages that set two runs side by side stand, beside the runs. No scenario has this name. */
const DIRECTORY = "compare";
const PAGE_MARK = '<meta name="generator" content="webrtc-mitm-lab"';
const MAX_PAGE_BYTES = 16 << 20;

/**
 * The pages in `compare/`. The directory carries the lab's mark, and each page says that the lab wrote it: nothing else is
 * replaced or removed, also where several processes write their pages at the same time.
 */
export class ComparisonPages {
  readonly #out: string;
  readonly #directory: string;

  constructor(out: string) {
    this.#out = out;
    this.#directory = join(out, DIRECTORY);
  }

  /** @throws HarnessError when it cannot be written, or the lab did not write what is in its place */
  write(name: string, content: string): string {
    refuseForeignComparisons(this.#out, [name]);
    const file = join(this.#directory, name);
    this.#writing(file, () => {
      this.#make();
      this.#replace(file, content);
    });
    return file;
  }

  /** Removes the page, if it is there and the lab's. */
  remove(name: string): void {
    const file = join(this.#directory, name);
    if (isMarked(this.#directory) && isPage(file)) this.#writing(file, () => rmSync(file, { force: true }));
  }

  /** Writes the mark again, with the pages that are there now. */
  mark(): void {
    const file = join(this.#directory, MARK_FILE);
    if (!isMarked(this.#directory)) return;
    this.#writing(file, () => {
      const pages = readdirSync(this.#directory).filter((name) => isPage(join(this.#directory, name)));
      this.#replace(file, markOf(pages));
    });
  }

  /** With its mark in it from the first moment on. Another process may be quicker. */
  #make(): void {
    if (lstatSync(this.#directory, { throwIfNoEntry: false })) return;
    const staged = this.#partial("directory");
    makeDirectory(staged);
    try {
      writeFileSync(join(staged, MARK_FILE), markOf([]));
      renameSync(staged, this.#directory);
    } catch (error) {
      rmSync(staged, { recursive: true, force: true });
      if (!isMarked(this.#directory)) throw error;
    }
  }

  /** A reader never sees half a page. */
  #replace(file: string, content: string): void {
    const partial = this.#partial("page");
    try {
      writeFileSync(partial, content, { flag: "wx" });
      renameSync(partial, file);
    } catch (error) {
      rmSync(partial, { force: true });
      throw error;
    }
  }

  #partial(what: string): string {
    return join(this.#out, `.${DIRECTORY}.${what}.${process.pid}.partial`);
  }

  #writing(file: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new HarnessError("cannot-write", `cannot write ${file}: ${reason}`);
    }
  }
}

/** @throws HarnessError when the directory of the pages, or one of these pages in it, is there and not the lab's. */
export function refuseForeignComparisons(out: string, names: readonly string[]): void {
  const directory = join(out, DIRECTORY);
  if (!lstatSync(directory, { throwIfNoEntry: false })) return;
  if (!isMarked(directory)) refuse(directory);
  for (const name of names) {
    const file = join(directory, name);
    if (lstatSync(file, { throwIfNoEntry: false }) && !isPage(file)) refuse(file);
  }
}

function refuse(place: string): never {
  throw new HarnessError(
    "not-ours",
    `${place} was not written by this lab. Move it away, or name another directory with --out`,
  );
}

function isPage(file: string): boolean {
  try {
    return readRegularFile(file, MAX_PAGE_BYTES).includes(PAGE_MARK);
  } catch {
    return false;
  }
}
