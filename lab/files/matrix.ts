import { join } from "node:path";
import { MATRIX } from "../../scenarios/matrix/index.ts";
import { DEFENCE_ALARMS } from "../../src/explain.ts";
import {
  type PlayedMatrix,
  playedMatrixOf,
  playedMatrixSchema,
} from "../../src/report/model/playedMatrix.ts";
import { type Report, reportSchema } from "../../src/report/model/report.ts";
import type { Scenario } from "../../src/scenario.ts";
import { environment } from "../run/environment.ts";
import { readJson } from "./readJson.ts";
import { refuseForeignFile, replaceFile } from "./replaceFile.ts";

/** The folder of the matrix's runs, beside those of the scenarios. */
export const MATRIX_FOLDER = "matrix";
const FILE = "matrix.json";
const MARK = '"generator": "webrtc-mitm-lab"';

/** The run of a cell that this version of the lab has finished, in the folder of the matrix. Any other is played again. */
export function finishedCell(folder: string, { id }: Pick<Scenario, "id">): Report | undefined {
  const report = readJson(join(folder, id, "report.json"), reportSchema);
  if (report?.scenario !== id || report.environment.lab !== environment().lab) return undefined;
  return report.result === "observed" ? report : undefined;
}

/** Writes `matrix.json` over these reports. @throws HarnessError when it cannot, or the file is somebody else's */
export function writeMatrix(folder: string, reports: readonly Report[]): PlayedMatrix {
  const played = playedMatrixOf(MATRIX, reports, { defenceAlarms: DEFENCE_ALARMS, lab: environment().lab });
  replaceFile(join(folder, FILE), `${JSON.stringify(played, null, 1)}\n`, MARK);
  return played;
}

/** What `out` holds of a matrix, if the lab wrote it and every name in it is one of the lab's own. */
export function readMatrix(out: string): PlayedMatrix | undefined {
  const played = readJson(join(out, MATRIX_FOLDER, FILE), playedMatrixSchema);
  const ids = new Set(MATRIX.map(({ id }) => id));
  return played?.cells.every(({ run }) => ids.has(run)) ? played : undefined;
}

/** Before anything is run. @throws HarnessError when the matrix's file is there and not the lab's own */
export function refuseForeignMatrix(out: string): void {
  refuseForeignFile(join(out, MATRIX_FOLDER, FILE), MARK);
}
