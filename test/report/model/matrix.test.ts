import { expect } from "chai";
import { matrixOf, NO_DEFENCE } from "../../../src/report/model/matrix.ts";
import { reportOf, scenarioOf } from "../reports.ts";

const CALL = { caller: "alice", channels: [], script: [] } as const;
const honest = scenarioOf({ id: "honest", defences: ["pin-certificate", "sign-fingerprints"] });
const bare = scenarioOf({ id: "bare", calls: [{ ...CALL, attack: "tamper" }] });
const late = scenarioOf({
  id: "late",
  defences: ["pin-certificate"],
  calls: [CALL, { ...CALL, attack: "tamper" }, { ...CALL, attack: "tamper" }],
});
const again = scenarioOf({ ...late, id: "again" });
const all = [honest, bare, late, again];

describe("report matrix", () => {
  it("puts each run into the cell of its attack and each of its defences, with what it came to", () => {
    const matrix = matrixOf(all, [
      reportOf(late, { alarms: ["PIN_MISMATCH"], link: "aborted" }),
      reportOf(again, { disclosed: "yes" }),
      reportOf(bare, { disclosed: "yes", altered: "yes" }),
      reportOf(honest),
    ]);
    expect(matrix.attacks).to.deep.equal(["no attack", "tamper"]);
    expect(matrix.defences).to.deep.equal(["pin-certificate", "sign-fingerprints", NO_DEFENCE]);
    expect(matrix.cell("tamper", NO_DEFENCE)).to.deep.equal([{ scenario: "bare", outcome: "altered" }]);
    expect(matrix.cell("tamper", "pin-certificate")).to.deep.equal([
      { scenario: "late", outcome: "caught-before-content" },
      { scenario: "again", outcome: "read" },
    ]);
    expect(matrix.cell("no attack", "sign-fingerprints")).to.deep.equal([
      { scenario: "honest", outcome: "nothing-attacked" },
    ]);
  });

  it("lists the scenarios of an attack, each once with all its defences", () => {
    const both = scenarioOf({
      id: "both",
      defences: ["pin-certificate", "sign-fingerprints"],
      calls: [
        { ...CALL, attack: "tamper" },
        { ...CALL, attack: "strip-signature" },
      ],
    });
    const matrix = matrixOf([bare, both], [reportOf(both), reportOf(bare, { disclosed: "yes" })]);
    const { defences } = both;
    expect(matrix.rows("tamper")).to.deep.equal([
      { scenario: "bare", outcome: "read", defences: [NO_DEFENCE] },
      { scenario: "both", outcome: "not-noticed", defences },
    ]);
    expect(matrix.rows("strip-signature")).to.deep.equal([
      { scenario: "both", outcome: "not-noticed", defences },
    ]);
    expect(matrix.rows("replay-certificate")).to.deep.equal([]);
  });

  it("leaves a cell empty where no scenario holds the one against the other", () => {
    const matrix = matrixOf(
      all,
      all.map((scenario) => reportOf(scenario)),
    );
    expect(matrix.cell("tamper", "sign-fingerprints")).to.deep.equal([]);
    expect(matrix.cell("replay-certificate", "pin-certificate")).to.deep.equal([]);
  });

  it("keeps two attacks on one defence apart", () => {
    const other = scenarioOf({ id: "other", calls: [{ ...CALL, attack: "strip-signature" }] });
    const matrix = matrixOf([bare, other], [reportOf(bare), reportOf(other, { disclosed: "yes" })]);
    expect(matrix.cell("tamper", NO_DEFENCE)).to.deep.equal([{ scenario: "bare", outcome: "not-noticed" }]);
    expect(matrix.cell("strip-signature", NO_DEFENCE)).to.deep.equal([
      { scenario: "other", outcome: "read" },
    ]);
  });

  it("shows only what was run, and no report of a scenario that it does not know", () => {
    const matrix = matrixOf([bare, late], [reportOf(bare), reportOf(honest)]);
    expect(matrix.attacks).to.deep.equal(["tamper"]);
    expect(matrix.defences).to.deep.equal([NO_DEFENCE]);
    expect(matrixOf(all, []).attacks).to.deep.equal([]);
  });
});
