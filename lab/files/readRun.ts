import { createHash } from "node:crypto";
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { SCENARIOS } from "../../scenarios/index.ts";
import type { Artefact } from "../../src/report/model/build.ts";
import type { Page } from "../../src/report/model/page.ts";
import { isJudged } from "../../src/report/model/report.ts";
import { ArtefactError, parseArtefacts, unusable } from "./artefacts.ts";
import { readReport } from "./overview.ts";
import { readRegularFile } from "./readRegularFile.ts";

/** A run that is there and cannot be used, and why. */
export interface SkippedRun {
  readonly scenario: string;
  readonly because: string;
}

/** The finished runs of a directory, each read once, however often it is asked for. */
export class RunReader {
  readonly skipped: SkippedRun[] = [];
  readonly #out: string;
  readonly #pages = new Map<string, Page | undefined>();

  constructor(out: string) {
    this.#out = out;
  }

  /** Undefined where there is no such run, or it cannot be used; the latter is then among the skipped. */
  page(scenario: string): Page | undefined {
    if (this.#pages.has(scenario)) return this.#pages.get(scenario);
    const page = this.#read(scenario);
    this.#pages.set(scenario, page);
    return page;
  }

  #read(scenario: string): Page | undefined {
    const directory = join(this.#out, scenario);
    if (!lstatSync(directory, { throwIfNoEntry: false })) return undefined;
    try {
      return pageIn(directory, scenario);
    } catch (error) {
      const because = unusable(error);
      if (because === undefined) throw error;
      this.skipped.push({ scenario, because });
      return undefined;
    }
  }
}

/** The report as the run wrote it, with what happened read again from the files that it names. @throws what `unusable` knows */
function pageIn(directory: string, id: string): Page {
  const scenario = SCENARIOS.find((candidate) => candidate.id === id);
  const report = readReport(join(directory, "report.json"));
  if (!scenario || !report || !isJudged(report) || report.scenario !== id)
    throw new ArtefactError("it has no report of this lab's present form");
  const artefacts = report.artefacts.map(({ path, sha256 }): Artefact => {
    const content = readArtefact(directory, path);
    if (createHash("sha256").update(content).digest("hex") !== sha256)
      throw new ArtefactError(`${path} was changed since the run`);
    return { path, content };
  });
  return { report, scenario, run: parseArtefacts(artefacts) };
}

function readArtefact(directory: string, path: string): Uint8Array {
  // A report may come from anywhere: it must not make us read outside its own directory.
  if (!/^[a-z][a-z0-9-]*(\.[a-z]+)+$/.test(path))
    throw new ArtefactError("it names a file outside its directory");
  try {
    return readRegularFile(join(directory, path));
  } catch {
    throw new ArtefactError(`${path} is missing or cannot be read`);
  }
}
