import { expect } from "chai";
import { cellLine, endLines, planLines } from "../../../lab/cli/matrixLines.ts";
import { MATRIX } from "../../../scenarios/matrix/index.ts";
import { DEFENCE_ALARMS } from "../../../src/explain.ts";
import { failedReport } from "../../../src/report/model/build.ts";
import { playedMatrixOf } from "../../../src/report/model/playedMatrix.ts";
import type { Report } from "../../../src/report/model/report.ts";
import type { Scenario } from "../../../src/scenario.ts";
import { reportOf, scenarioOf } from "../../report/reports.ts";

const observed = (scenario: Scenario): Report => ({
  ...reportOf(scenario, { outcome: "read" }),
  result: "observed",
});
const one = scenarioOf({ id: "one" });

describe("the lines about a matrix", () => {
  it("say before it what is kept, what is to be played, and about how long that takes", () => {
    const settings = { sideBySide: 2, place: "reports/matrix" };
    const first = planLines({ ...settings, finished: [], due: 200 }).join("\n");
    expect(first).to.match(
      /^200 cells to play, 2 at a time, about \d min \d+ s where nothing else runs\.\n$/,
    );
    const resumed = planLines({ ...settings, finished: [observed(one)], due: 2 }).join("\n");
    expect(resumed).to.contain("1 cells of this version are in reports/matrix and are kept");
    expect(planLines({ ...settings, finished: [observed(one)], due: 0 }).at(-1)).to.equal(
      "Every cell has been played.",
    );
  });

  it("say of each cell what it came to, and how long the others will take at this pace", () => {
    expect(cellLine(observed(one), { done: 1, total: 4, elapsedMs: 2000 })).to.equal(
      "    1/4  one: ◉ read, not noticed  (6 s left)",
    );
    expect(cellLine(observed(one), { done: 4, total: 4, elapsedMs: 8000 })).not.to.contain("left");
    const open: Report = { ...reportOf(one), result: "inconclusive" };
    expect(cellLine(open, { done: 4, total: 4, elapsedMs: 8000 })).to.contain("inconclusive");
  });

  it("show the whole matrix in symbols at the end, and name the cells that stay open", () => {
    const [, , ...others] = MATRIX;
    const [first] = MATRIX;
    if (!first) return expect.fail("there is no matrix");
    const { startedAt, environment } = reportOf(first);
    const failure = { code: "deadline", message: "too late" };
    const reports = [failedReport(first, { failure, startedAt, environment }), ...others.map(observed)];
    const matrix = playedMatrixOf(MATRIX, reports, { defenceAlarms: DEFENCE_ALARMS, lab: "1" });
    const lines = endLines(matrix, { reports, total: MATRIX.length, place: "index.html" });
    const tamper = lines.find((line) => line.startsWith("tamper"));
    const cells = MATRIX.filter(({ calls }) => calls.some(({ attack }) => attack === "tamper"));
    expect(tamper?.split("◉")).to.have.lengthOf(cells.length + 1);
    expect(lines).to.include("◉  read, not noticed");
    expect(lines).to.include("no-attack-no-defence: the lab itself failed");
    expect(lines.at(-1)).to.equal(`${MATRIX.length - 2} of ${MATRIX.length} cells. Overview: index.html`);
  });
});
