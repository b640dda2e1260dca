import { expect } from "chai";
import fc from "fast-check";
import { renderJunit } from "../../../src/report/junit/junit.ts";
import { failedReport } from "../../../src/report/model/build.ts";
import type { JudgedReport, Report } from "../../../src/report/model/report.ts";
import { reportOf, scenarioOf } from "../reports.ts";
import { parseXml } from "./xml.ts";

type Check = JudgedReport["checks"][number];
const report = reportOf(scenarioOf({ id: "mitm" }));
const check = (ok: Check["ok"], text = "as it should be"): Check => ({
  id: "disclosed",
  claim: text,
  expected: "none",
  observed: text,
  ok,
  basis: [],
});
const suitesOf = (reports: readonly Report[]) => parseXml(renderJunit(reports)).children;

describe("report as JUnit XML", () => {
  it("has one suite a scenario and one case a check, with time and counts", () => {
    const checks = [check(true), check(false), check(null), check(null)];
    const [suite, ...more] = suitesOf([{ ...report, checks }]);
    expect(more).to.deep.equal([]);
    expect(suite?.attributes).to.deep.equal({
      name: "mitm",
      tests: "4",
      failures: "1",
      errors: "0",
      skipped: "2",
      time: "1.234",
      timestamp: "2026-01-02T03:04:05.006Z",
    });
    expect(suite?.children.map(({ children }) => children.map(({ name }) => name))).to.deep.equal([
      [],
      ["failure"],
      ["skipped"],
      ["skipped"],
    ]);
    expect(suite?.children[1]?.children[0]?.attributes.message).to.equal(
      "expected: none; observed: as it should be",
    );
  });

  it("makes a run that says nothing an error: it must not look like a run without failures", () => {
    const failure = { code: "deadline", message: "too late" };
    const silent: Report[] = [
      failedReport(scenarioOf({ id: "mitm" }), { ...report, failure }),
      {
        ...report,
        result: "inconclusive",
        answer: { verdict: "unknown", sentence: "Unknown: x.", basis: [] },
      },
    ];
    for (const one of silent) {
      const [suite] = suitesOf([one]);
      expect(suite?.attributes).to.include({ tests: "1", errors: "1", failures: "0" });
      expect(suite?.children[0]?.children).to.deep.equal([
        { name: "error", attributes: { message: one.answer.sentence }, children: [] },
      ]);
    }
    const [expected] = suitesOf([{ ...report, checks: [check(true)] }]);
    expect(expected?.attributes).to.include({ tests: "1", errors: "0" });
  });

  it("is an empty list of suites for no report", () => {
    expect(suitesOf([])).to.deep.equal([]);
  });

  it("stays well-formed, and keeps every printable character, whatever text an attacker put into a check", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom(
        `"/><failure/>`,
        "]]>",
        "&amp;&#0;&",
        "<!--",
        "\u0000\u001b[31m",
        "\ud800",
        "\ufffe",
        "</testsuite>",
      ),
    );
    fc.assert(
      fc.property(hostile, fc.constantFrom(true, false, null), (text, ok) => {
        const [suite] = suitesOf([{ ...report, scenario: text, checks: [check(ok, text)] }]);
        const [only] = suite?.children ?? [];
        const carried = Array.from(text, (character) => (isCarried(character) ? character : "\ufffd")).join(
          "",
        );
        expect(only?.attributes.name).to.equal(`disclosed: ${carried}`);
        expect(suite?.attributes.name).to.equal(carried);
        expect(suite?.children.length).to.equal(1);
      }),
    );
  });
});

/** What stands in an attribute as it is: XML 1.0 §2.2 without the white space that a reader would change. */
function isCarried(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0x20 && !(code >= 0xd800 && code < 0xe000) && code !== 0xfffe && code !== 0xffff;
}

describe("the XML reader of these tests", () => {
  it("refuses what is not well-formed", () => {
    const declaration = '<?xml version="1.0" encoding="UTF-8"?>';
    for (const text of [
      "<a/>",
      `${declaration}<a>`,
      `${declaration}<a></b>`,
      `${declaration}<a b="<"/>`,
      `${declaration}<a b="&"/>`,
      `${declaration}<a b="&other;"/>`,
      `${declaration}<a b="1" b="2"/>`,
      `${declaration}<a/><b/>`,
      `${declaration}<a b="\u0001"/>`,
    ])
      expect(() => parseXml(text), text).to.throw(Error);
  });
});
