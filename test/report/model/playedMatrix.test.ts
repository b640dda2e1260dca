import { expect } from "chai";
import { DEFENCE_ALARMS } from "../../../src/explain.ts";
import { legendOf } from "../../../src/report/model/cellWord.ts";
import { cellAt, playedMatrixOf } from "../../../src/report/model/playedMatrix.ts";
import type { Report } from "../../../src/report/model/report.ts";
import { type Found, reportOf, scenarioOf } from "../reports.ts";

const CALL = { caller: "alice", channels: [], script: [] } as const;
const bare = scenarioOf({ id: "tamper-no-defence", calls: [{ ...CALL, attack: "tamper" }] });
const pinned = scenarioOf({
  id: "tamper-pin-certificate",
  defences: ["pin-certificate"],
  calls: [{ ...CALL, attack: "tamper" }],
});
const observed = (scenario: typeof bare, found: Found): Report => ({
  ...reportOf(scenario, found),
  result: "observed",
});
const played = (...reports: readonly Report[]) =>
  playedMatrixOf([bare, pinned], reports, { defenceAlarms: DEFENCE_ALARMS, lab: "1" });

describe("the played matrix", () => {
  it("says what each meeting came to, and credits a defence only with its own alarm", () => {
    const caught = played(
      observed(bare, { outcome: "altered" }),
      observed(pinned, { outcome: "caught-before-content", alarms: ["PIN_MISMATCH"] }),
    );
    expect(caught.attacks).to.deep.equal(["tamper"]);
    expect(cellAt(caught, "tamper", "no defence")?.outcome).to.equal("altered");
    expect(cellAt(caught, "tamper", "pin-certificate")).to.deep.equal({
      attack: "tamper",
      defence: "pin-certificate",
      run: "tamper-pin-certificate",
      outcome: "caught-before-content",
      credited: true,
    });
    const stopped = played(observed(pinned, { outcome: "blocked-by-stack" }));
    expect(cellAt(stopped, "tamper", "pin-certificate")?.credited).to.equal(false);
  });

  it("leaves a cell open whose run proves nothing", () => {
    for (const result of ["inconclusive", "not-as-expected", "as-expected"] as const) {
      const open = played({ ...reportOf(pinned, { outcome: "read" }), result });
      expect(cellAt(open, "tamper", "pin-certificate"), result).to.equal(undefined);
    }
  });

  it("explains the words that are in it, and no others", () => {
    const { cells } = played(observed(bare, { outcome: "read" }), observed(pinned, { outcome: "read" }));
    expect(legendOf(cells)).to.deep.equal([{ symbol: "◉", word: "read", meaning: "read, not noticed" }]);
  });
});
