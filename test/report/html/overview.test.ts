import { expect } from "chai";
import { SCENARIOS } from "../../../scenarios/index.ts";
import { MATRIX } from "../../../scenarios/matrix/index.ts";
import { DEFENCE_ALARMS, TITLES } from "../../../src/explain.ts";
import { renderOverview } from "../../../src/report/html/overview.tsx";
import { failedReport } from "../../../src/report/model/build.ts";
import { playedMatrixOf } from "../../../src/report/model/playedMatrix.ts";
import type { Report } from "../../../src/report/model/report.ts";
import type { StackMatrix } from "../../../src/report/model/stackMatrix.ts";
import { realPage } from "../pages.ts";
import { reportOf } from "../reports.ts";

/** The index of these reports. */
function overviewOf(reports: readonly Report[], comparisonPages: readonly string[] = []): string {
  return renderOverview(reports, SCENARIOS, DEFENCE_ALARMS, TITLES, {
    comparisonPages: new Set(comparisonPages),
  });
}

describe("renderOverview", () => {
  it("shows each run with its answer, its verdict and a link to its report", async () => {
    const reports = [(await realPage("honest")).report, (await realPage("mitm")).report];
    const html = overviewOf(reports);
    for (const { scenario, question } of reports) {
      expect(html).to.contain(`href="${scenario}/report.html"`).and.to.contain(question);
    }
    expect(html).to.contain("2 of 2 runs went as expected").and.to.contain("as expected");
  });

  it("asks about WebRTC peers, says that “as expected” is not good news, and counts the checks that could not be made", async () => {
    const { report } = await realPage("mitm");
    const [first, ...others] = report.checks;
    const checks = first
      ? [
          { ...first, ok: null },
          { ...first, ok: true },
        ]
      : others;
    const html = overviewOf([{ ...report, checks }]);
    const summary = html.slice(0, html.indexOf('id="runs"'));
    expect(summary).to.contain("two WebRTC peers").and.not.to.contain("browsers");
    expect(html).to.contain("does not mean that they went well for the peers");
    expect(html).to.contain("1 of 1 checks hold, 1 could not be made");
    expect(html).to.contain(report.answer.sentence);
  });

  it("shows a run that the lab failed to finish with its reason, and no checks", async () => {
    const { scenario, report } = await realPage("honest");
    const failed = failedReport(scenario, { ...report, failure: { code: "deadline", message: "too late" } });
    const html = overviewOf([failed]);
    expect(html).to.contain("the lab itself failed (deadline): too late").and.not.to.contain("checks hold");
  });

  it("says in words when a run did not go as expected", async () => {
    const { report } = await realPage("honest");
    const html = overviewOf([{ ...report, result: "not-as-expected" }]);
    expect(html).to.contain("0 of 1 runs went as expected").and.to.contain("NOT as expected");
  });

  it("escapes what stands in a report, which may come from anywhere", async () => {
    const { report } = await realPage("honest");
    const html = overviewOf([{ ...report, question: "<script>x</script>", scenario: '"><b>' }]);
    expect(html).not.to.contain("<script").and.not.to.contain("<b>");
  });

  it("says in a run's card that it has no defence, and folds the names of many", async () => {
    const [bare, all] = [
      (await realPage("skipped-comparison")).report,
      (await realPage("honest-defended")).report,
    ];
    const html = overviewOf([bare, all]);
    expect(html).to.match(/data-label="Defences"[^>]*>none in this run</);
    expect(html).not.to.contain("no defence").and.to.contain("<summary>10 defences</summary>");
  });

  it("names scenarios by their titles in the matrix and the claims, and has their ids beside the titles only", async () => {
    const html = overviewOf([(await realPage("skipped-comparison")).report]);
    expect(html.match(/>Nobody compares</g)?.length).to.be.greaterThan(2);
    expect(html.match(/>skipped-comparison</g)).to.have.length(1);
  });

  it("has a column of the claims for what the peers spoke with, and says it of each run", async () => {
    const { report } = await realPage("honest");
    const stacks = {
      alice: { name: "Chromium 156", basis: [] },
      bob: { name: "Firefox 153<script>", basis: [] },
    };
    const html = overviewOf([
      report,
      { ...report, scenario: "browsers", evidence: { ...report.evidence, stacks } },
    ]);
    expect(html).to.match(/What the runs of werift \d+\.\d+\.\d+ say/);
    expect(html).to.contain("What the runs of Chromium 156 and Firefox 153&lt;script> say");
    expect(html).to.match(/Chromium 156 and Firefox 153&lt;script>\. Run of/);
  });

  it("links each claim to the scenarios that bear on it", async () => {
    const { report } = await realPage("honest");
    const claim = {
      id: "forward-secrecy",
      statement: "A claim",
      holds: "no",
      because: "so",
      basis: [],
    } as const;
    const html = overviewOf([{ ...report, claims: [{ ...claim, basis: [] }] }]);
    expect(html).to.contain("A claim").and.to.contain('href="honest/report.html#claim-forward-secrecy"');
  });

  describe("beside the runs", () => {
    const played = playedMatrixOf(
      MATRIX,
      MATRIX.slice(1).map((scenario) => ({ ...reportOf(scenario, { outcome: "read" }), result: "observed" })),
      { defenceAlarms: DEFENCE_ALARMS, lab: "1" },
    );
    const stacks: StackMatrix = {
      generator: "webrtc-mitm-lab",
      schema: 1,
      startedAt: "2026-01-02T00:00:00.000Z",
      stacks: [{ id: "x", title: "<b>x", version: "1" }],
      attacks: [{ attack: "<i>tamper", stack: "x", trials: [{ as: "DTLS client", result: "refused" }] }],
    };

    it("shows every attack against every defence where they were played, each cell a link to its run", async () => {
      const { report } = await realPage("mitm");
      const html = renderOverview([report], SCENARIOS, DEFENCE_ALARMS, TITLES, { matrix: played });
      for (const { id } of MATRIX.slice(1))
        expect(html).to.contain(`id="scenario-${id}"`).and.to.contain(`href="matrix/${id}/report.html"`);
      expect(html).to.contain("not played").and.not.to.contain('class="meetings"');
      expect(overviewOf([report]))
        .to.contain('class="meetings"')
        .and.not.to.contain('href="matrix/');
    });

    it("shows which attack which stack refuses where that was tried, escaped, and else how to try it", async () => {
      const { report } = await realPage("mitm");
      const html = renderOverview([report], SCENARIOS, DEFENCE_ALARMS, TITLES, { stacks });
      expect(html).to.contain("refused").and.to.contain("&lt;b>x 1").and.not.to.contain("<b>x");
      expect(html).to.contain("&lt;i>tamper").and.not.to.contain("npm run conformance");
      expect(overviewOf([report])).to.contain("npm run conformance");
    });
  });
});
