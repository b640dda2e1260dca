import type { Check } from "../../contract/check.ts";
import { isJudged, type Report } from "../model/report.ts";

/**
 * All runs as JUnit XML, one test suite a scenario and one test case a check, for continuous integration. A check
 * that could not be made is skipped, with its reason. A run that says nothing, because the lab failed or the question
 * stayed open, is an error: it must not look like a run without failures.
 */
export function renderJunit(reports: readonly Report[]): string {
  const suites = reports.map(suite).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="webrtc-mitm-lab">\n${suites}</testsuites>\n`;
}

function suite(report: Report): string {
  const { scenario, durationMs, startedAt, result, answer } = report;
  const checks: readonly Check[] = isJudged(report) ? report.checks : [];
  const failures = checks.filter(({ ok }) => ok === false).length;
  const skipped = checks.filter(({ ok }) => ok === null).length;
  const errors = result === "harness-error" || result === "inconclusive" ? [answer.sentence] : [];
  const attributes = [
    `name="${escaped(scenario)}"`,
    `tests="${checks.length + errors.length}"`,
    `failures="${failures}"`,
    `errors="${errors.length}"`,
    `skipped="${skipped}"`,
    `time="${(durationMs / 1000).toFixed(3)}"`,
    `timestamp="${escaped(startedAt)}"`,
  ].join(" ");
  const cases = checks.map(({ id, claim, expected, observed, ok }) => {
    const open = `    <testcase classname="${escaped(scenario)}" name="${escaped(`${id}: ${claim}`)}"`;
    if (ok === true) return `${open}/>\n`;
    const message = escaped(`expected: ${expected}; observed: ${observed}`);
    return `${open}>${ok === false ? `<failure message="${message}"/>` : `<skipped message="${message}"/>`}</testcase>\n`;
  });
  const failed = errors.map(
    (message) =>
      `    <testcase classname="${escaped(scenario)}" name="result: the run answers its question"><error message="${escaped(message)}"/></testcase>\n`,
  );
  return `  <testsuite ${attributes}>\n${[...failed, ...cases].join("")}  </testsuite>\n`;
}

/** XML 1.0 allows few control characters, escaped or not: the others become U+FFFD. */
function escaped(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      return code < 0x20 || (code >= 0xd800 && code <= 0xdfff) || code === 0xfffe || code === 0xffff
        ? "\ufffd"
        : character;
    })
    .join("")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
