import { expect } from "chai";
import { OUTCOME_WORDS, outcomeOf } from "../../../src/report/model/outcome.ts";
import { type Found, reportOf, scenarioOf } from "../reports.ts";

const CALL = { caller: "alice", channels: [], script: [] } as const;
const honest = scenarioOf({ id: "honest" });
const attacked = scenarioOf({ id: "attacked", calls: [CALL, { ...CALL, attack: "substitute-fingerprint" }] });
const outcome = (found: Found, scenario = attacked) => outcomeOf(scenario, reportOf(scenario, found));

describe("report outcome", () => {
  it("is what an attack came to: read, altered, caught before or after content, blocked, not noticed", () => {
    expect(outcome({ disclosed: "yes" })).to.equal("read");
    expect(outcome({ disclosed: "yes", altered: "yes" })).to.equal("altered");
    expect(outcome({ disclosed: "yes", alarms: ["PIN_MISMATCH"] })).to.equal("caught-after-content");
    expect(outcome({ alarms: ["PIN_MISMATCH"], link: "aborted" })).to.equal("caught-before-content");
    expect(outcome({ link: "failed" })).to.equal("blocked");
    expect(outcome({ link: "pending" })).to.equal("blocked");
    expect(outcome({})).to.equal("not-noticed");
  });

  it("is caught before content where only what was not content was changed, as in a code exchange", () => {
    expect(outcome({ altered: "yes", alarms: ["CODE_MISMATCH"] })).to.equal("caught-before-content");
  });

  it("is unknown, not good, where it is unknown whether anything was read or changed", () => {
    expect(outcome({ disclosed: "unknown" })).to.equal("unknown");
    expect(outcome({ altered: "unknown", alarms: ["PIN_MISMATCH"] })).to.equal("unknown");
    expect(outcome({ disclosed: "unknown" }, honest)).to.equal("unknown");
  });

  it("tells, where nobody attacks, silence from a false alarm and from content that the operator reads all the same", () => {
    expect(outcome({}, honest)).to.equal("nothing-attacked");
    expect(outcome({ alarms: ["PIN_MISMATCH"] }, honest)).to.equal("false-alarm");
    expect(outcome({ disclosed: "yes" }, honest)).to.equal("read");
  });

  it("has words and a symbol of its own for each, so that no colour is needed", () => {
    const all = Object.values(OUTCOME_WORDS);
    expect(new Set(all.map(({ symbol }) => symbol)).size).to.equal(all.length);
    expect(new Set(all.map(({ words }) => words)).size).to.equal(all.length);
    for (const { symbol } of all) expect([...symbol].length).to.equal(1);
  });
});
