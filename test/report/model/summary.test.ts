import { expect } from "chai";
import { summaryOf } from "../../../src/report/model/summary.ts";
import { NOTHING_FOUND, reportOf, scenarioOf } from "../reports.ts";

const scenario = scenarioOf({ id: "one" });
const finding = { basis: [], because: "" };

const readBy = (...to: ("server" | "attacker")[]) => ({
  ...reportOf(scenario, { outcome: "read" }),
  evidence: { ...NOTHING_FOUND, disclosed: { ...finding, value: "yes" as const, canaries: ["secret"], to } },
});

describe("the sum of all runs", () => {
  it("says who read content, and in how many runs where there was more than one reader", () => {
    expect(summaryOf([reportOf(scenario)]).whoReads).to.match(/^In none of 1 judged runs/);
    expect(summaryOf([readBy("server"), reportOf(scenario)]).whoReads).to.equal(
      "In 1 of 2 runs somebody else read content: the server.",
    );
    expect(summaryOf([readBy("server"), readBy("attacker"), readBy("server")]).whoReads).to.equal(
      "In 3 of 3 runs somebody else read content: the server in 2, an attacker on the path in 1.",
    );
  });

  it("says what the peers noticed by, and counts no alarm of a run in which they did not", () => {
    const caught = { outcome: "caught-before-content" } as const;
    const { howNoticed } = summaryOf([
      reportOf(scenario, { ...caught, alarms: ["FINGERPRINT_MISMATCH", "CODE_MISMATCH"] }),
      reportOf(scenario, { ...caught, alarms: ["CODE_MISMATCH"] }),
      reportOf(scenario, { ...caught, alarms: ["PIN_MISMATCH"] }),
      reportOf(scenario, { outcome: "false-alarm", alarms: ["WEAK_FINGERPRINT"] }),
    ]);
    expect(howNoticed).to.equal(
      "What the peers noticed by: people who compared fingerprints or codes in 2, a certificate remembered from an earlier call in 1.",
    );
    expect(summaryOf([reportOf(scenario)]).howNoticed).to.equal(undefined);
  });
});
