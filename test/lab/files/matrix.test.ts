import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { finishedCell, readMatrix, refuseForeignMatrix, writeMatrix } from "../../../lab/files/matrix.ts";
import { environment } from "../../../lab/run/environment.ts";
import { MATRIX } from "../../../scenarios/matrix/index.ts";
import { failedReport } from "../../../src/report/model/build.ts";
import type { Report } from "../../../src/report/model/report.ts";
import { reportOf } from "../../report/reports.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

const [cell] = MATRIX;
if (!cell) throw new Error("there is no matrix");
const finished: Report = { ...reportOf(cell), result: "observed", environment: environment() };

/** A folder of the matrix in which the first cell has left this. */
function folderWith(text: string): string {
  const folder = join(temporaryDirectory(), "matrix");
  const directory = join(folder, cell?.id ?? "");
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, "report.json"), text);
  return folder;
}
const kept = (report: Report) => finishedCell(folderWith(JSON.stringify(report)), cell);

describe("the files of the matrix", () => {
  it("keep a cell that this version has finished", () => {
    expect(kept(finished)).to.deep.equal(finished);
  });

  it("have a cell played again that another version, another scenario or a failed run has left, or that was damaged", () => {
    expect(kept({ ...finished, environment: { ...finished.environment, lab: "0.0.0" } })).to.equal(undefined);
    expect(kept({ ...finished, scenario: "honest" })).to.equal(undefined);
    const failure = { code: "deadline", message: "too late" };
    expect(kept(failedReport(cell, { ...finished, failure }))).to.equal(undefined);
    expect(finishedCell(folderWith('{"schema":'), cell)).to.equal(undefined);
    expect(finishedCell(join(temporaryDirectory(), "matrix"), cell)).to.equal(undefined);
  });

  it("have a cell played again that was inconclusive", () => {
    expect(kept({ ...finished, result: "inconclusive" })).to.equal(undefined);
  });

  it("are read as they were written", () => {
    const out = temporaryDirectory();
    const written = writeMatrix(join(out, "matrix"), [finished]);
    expect(written.cells.map(({ run }) => run)).to.deep.equal([cell.id]);
    expect(readMatrix(out)).to.deep.equal(written);
    expect(readMatrix(temporaryDirectory())).to.equal(undefined);
  });

  it("lead nowhere but to cells: a name of another directory is not believed", () => {
    const out = temporaryDirectory();
    const [first] = writeMatrix(join(out, "matrix"), [finished]).cells;
    const file = join(out, "matrix", "matrix.json");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replaceAll(`"run": "${first?.run}"`, '"run": "../../elsewhere"'),
    );
    expect(readMatrix(out)).to.equal(undefined);
  });

  it("take the place of nobody else's file", () => {
    const out = temporaryDirectory();
    mkdirSync(join(out, "matrix"));
    writeFileSync(join(out, "matrix", "matrix.json"), '{"mine": true}');
    expect(() => refuseForeignMatrix(out)).to.throw("was not written by this lab");
    expect(() => writeMatrix(join(out, "matrix"), [finished])).to.throw("was not written by this lab");
    expect(readFileSync(join(out, "matrix", "matrix.json"), "utf8")).to.equal('{"mine": true}');
  });
});
