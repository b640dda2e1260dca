import { expect } from "chai";
import { OUTCOME_WORDS } from "../../../src/contract/outcome.ts";
import { DEFENCE_ALARMS } from "../../../src/explain.ts";
import { cellWords, matrixOf, NO_DEFENCE } from "../../../src/report/model/attackMatrix.ts";
import { failedReport } from "../../../src/report/model/build.ts";
import type { Report } from "../../../src/report/model/report.ts";
import { reportOf, scenarioOf } from "../reports.ts";

const CALL = { caller: "alice", channels: [], script: [] } as const;
const honest = scenarioOf({ id: "honest", defences: ["pin-certificate", "sign-fingerprints"] });
const bare = scenarioOf({ id: "bare", calls: [{ ...CALL, attack: "tamper" }] });
const late = scenarioOf({
  id: "late",
  defences: ["pin-certificate", "sign-fingerprints"],
  calls: [CALL, { ...CALL, attack: "tamper" }, { ...CALL, attack: "tamper" }],
});
const all = [honest, bare, late];
const matrixWith = (...reports: readonly Report[]) => matrixOf(all, reports, DEFENCE_ALARMS);

describe("report matrix", () => {
  it("credits a run to the defence that raised its alarm, and to no other", () => {
    const matrix = matrixWith(reportOf(late, { outcome: "caught-before-content", alarms: ["PIN_MISMATCH"] }));
    const [pinned] = matrix.cell("tamper", "pin-certificate");
    const [signed] = matrix.cell("tamper", "sign-fingerprints");
    expect(pinned).to.deep.equal({ scenario: "late", outcome: "caught-before-content", credited: true });
    expect(signed?.credited).to.equal(false);
    expect(pinned && cellWords(pinned)).to.equal("caught before content");
    expect(signed && cellWords(signed)).to.equal("not by this defence: caught before content");
    const other = matrixWith(
      reportOf(late, { outcome: "caught-before-content", alarms: ["SIGNATURE_MISSING"] }),
    );
    expect(other.cell("tamper", "pin-certificate")[0]?.credited).to.equal(false);
    expect(other.cell("tamper", "sign-fingerprints")[0]?.credited).to.equal(true);
  });

  it("says of a defence that was silent in an attacked run that it raised nothing", () => {
    const [cell] = matrixWith(reportOf(late, { outcome: "read" })).cell("tamper", "pin-certificate");
    expect(cell && cellWords(cell)).to.equal("raised nothing: read, not noticed");
  });

  it("asks no alarm of a defence where nobody attacks, nor of a run without defences", () => {
    const matrix = matrixWith(reportOf(honest), reportOf(bare, { outcome: "blocked-by-guard" }));
    expect(matrix.cell("no attack", "sign-fingerprints")).to.deep.equal([
      { scenario: "honest", outcome: "nothing-attacked", credited: true },
    ]);
    const [cell] = matrix.cell("tamper", NO_DEFENCE);
    expect(cell && cellWords(cell)).to.equal("blocked by the lab's guard of the stack");
  });

  it("has a row of its own for what is done to the peers without anybody in the middle", () => {
    const leak = scenarioOf({
      id: "leak",
      calls: [{ ...CALL, script: [{ step: "leak-session-secret", by: "alice" }] }],
    });
    const guesses = scenarioOf({
      id: "guesses",
      calls: [
        {
          caller: "alice",
          channels: [{ label: "q", quiet: true }],
          script: [{ step: "toss-coins", by: "alice", channel: "q", texts: ["a", "b"], times: 2 }],
        },
      ],
    });
    const scenarios = [leak, guesses];
    const matrix = matrixOf(
      scenarios,
      scenarios.map((scenario) => reportOf(scenario)),
      DEFENCE_ALARMS,
    );
    expect(matrix.attacks).to.deep.equal(["malicious client code", "traffic analysis"]);
  });

  it("lists the scenarios of an attack, each once, with the defences that raised an alarm and those that did not", () => {
    const matrix = matrixWith(
      reportOf(bare, { outcome: "read" }),
      reportOf(late, { outcome: "caught-before-content", alarms: ["PIN_MISMATCH"] }),
    );
    expect(matrix.rows("tamper")).to.deep.equal([
      { scenario: "bare", outcome: "read", raised: [NO_DEFENCE], silent: [] },
      {
        scenario: "late",
        outcome: "caught-before-content",
        raised: ["pin-certificate"],
        silent: ["sign-fingerprints"],
      },
    ]);
    expect(matrix.rows("replay-certificate")).to.deep.equal([]);
  });

  it("leaves a cell empty where no scenario has the one against the other", () => {
    const matrix = matrixWith(reportOf(honest), reportOf(bare));
    expect(matrix.cell("tamper", "sign-fingerprints")).to.deep.equal([]);
    expect(matrix.cell("replay-certificate", "pin-certificate")).to.deep.equal([]);
  });

  it("shows only what was run and judged, and no report of a scenario that it does not know", () => {
    const failed = failedReport(late, {
      failure: { code: "deadline", message: "too late" },
      startedAt: "",
      environment: { lab: "", node: "", werift: "", platform: "" },
    });
    const matrix = matrixOf([bare, late], [reportOf(bare), reportOf(honest), failed], DEFENCE_ALARMS);
    expect(matrix.attacks).to.deep.equal(["tamper"]);
    expect(matrix.defences).to.deep.equal([NO_DEFENCE]);
    expect(matrixWith().attacks).to.deep.equal([]);
  });

  it("has words and a symbol of its own for each outcome, so that no colour is needed", () => {
    const words = Object.values(OUTCOME_WORDS);
    expect(new Set(words.map(({ symbol }) => symbol)).size).to.equal(words.length);
    expect(new Set(words.map(({ words }) => words)).size).to.equal(words.length);
    for (const { symbol } of words) expect([...symbol].length).to.equal(1);
  });
});
