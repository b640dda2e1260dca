import { expect } from "chai";
import { SCENARIOS } from "../../../scenarios/index.ts";
import { waysOf } from "../../../src/report/model/ways.ts";
import { scenarioOf } from "../reports.ts";

const CALL = { caller: "alice", channels: [], script: [] } as const;
const ATTACKED = { ...CALL, attack: "substitute-fingerprint" } as const;

describe("waysOf", () => {
  it("leads to the scenarios before and after in the course, and from its ends one way only", () => {
    const [first, second, third] = SCENARIOS;
    if (!first || !second || !third) throw new Error("there are fewer than three scenarios");
    expect(waysOf(second, SCENARIOS)).to.include({ previous: first, next: third });
    expect(waysOf(first, SCENARIOS).previous).to.equal(undefined);
    const last = SCENARIOS.at(-1) ?? first;
    expect(waysOf(last, SCENARIOS).next).to.equal(undefined);
    expect(waysOf(scenarioOf({ id: "elsewhere" }), SCENARIOS)).to.include({
      previous: undefined,
      next: undefined,
    });
  });

  it("says of each control what it has otherwise", () => {
    const honest = scenarioOf({ id: "honest", controls: ["defended", "gone"] });
    const defended = scenarioOf({
      id: "defended",
      controls: ["honest", "bare", "other"],
      defences: ["sha-256-floor"],
      calls: [ATTACKED],
    });
    const bare = scenarioOf({ id: "bare", controls: ["defended", "honest"], calls: [ATTACKED] });
    const other = scenarioOf({ id: "other", calls: [{ ...CALL, attack: "divert-on-path" }] });
    const all = [honest, defended, bare, other];
    const differences = (scenario: typeof honest) =>
      waysOf(scenario, all).controls.map((control) => `${control.scenario.id}: ${control.differs}`);
    expect(differences(honest)).to.deep.equal(["defended: somebody attacks"]);
    expect(differences(defended)).to.deep.equal([
      "honest: nobody attacks",
      "bare: the same attack, without a defence",
      "other: another attack",
    ]);
    expect(differences(bare)).to.deep.equal([
      "defended: the same attack, with more defences",
      "honest: nobody attacks",
    ]);
  });
});
