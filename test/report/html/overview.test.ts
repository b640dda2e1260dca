import { expect } from "chai";
import { SCENARIOS } from "../../../scenarios/index.ts";
import { renderIndex } from "../../../src/report/html/overview.tsx";
import { realPage } from "../pages.ts";

describe("renderIndex", () => {
  it("shows each run with its answer, its verdict and a link to its report", async () => {
    const reports = [(await realPage("honest")).report, (await realPage("mitm")).report];
    const html = renderIndex(reports, SCENARIOS);
    for (const { scenario, question } of reports) {
      expect(html).to.contain(`href="${scenario}/report.html"`).and.to.contain(question);
    }
    expect(html).to.contain("2 of 2 scenarios went as expected").and.to.contain("as expected");
  });

  it("says in words when a run did not go as expected", async () => {
    const { report } = await realPage("honest");
    const html = renderIndex([{ ...report, result: "not-as-expected" }], SCENARIOS);
    expect(html).to.contain("0 of 1 scenarios went as expected").and.to.contain("NOT as expected");
  });

  it("escapes what stands in a report, which may come from anywhere", async () => {
    const { report } = await realPage("honest");
    const html = renderIndex([{ ...report, question: "<script>x</script>", scenario: '"><b>' }], SCENARIOS);
    expect(html).not.to.contain("<script").and.not.to.contain("<b>");
  });

  it("links each claim to the scenarios that bear on it", async () => {
    const { report } = await realPage("honest");
    const claim = { id: "x", statement: "A claim", holds: "no", because: "so", basis: [] } as const;
    const html = renderIndex([{ ...report, claims: [{ ...claim, basis: [] }] }], SCENARIOS);
    expect(html).to.contain("A claim").and.to.contain('href="honest/report.html#claim-x"');
  });
});
