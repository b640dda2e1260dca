import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { expect } from "chai";
import { runnable } from "../lab/cli/usableStacks.ts";
import { unusable } from "../lab/files/artefacts.ts";
import { verify } from "../lab/files/verify.ts";
import { SCENARIOS as ALL } from "../scenarios/index.ts";
import { PROGRAMS } from "./lab/programs.ts";
import { type RecordedBatch, recordedBatch } from "./lab/recordedBatch.ts";
import { EXPECTED_VERDICTS } from "./verdict/expectedAnswers.ts";

/** Those that need browsers are left out where there are none, each with one line on standard error. */
const { scenarios: SCENARIOS, skipped } = runnable(ALL, PROGRAMS);

const FILES = ["capture.pcapng", "report.html", "report.json", "report.md", "sslkeys.log", "trace.jsonl"];
const SCHEMA = "src/report/json/report.schema.json";

/** All of them by the real actors. The conductor's slow instruments have tests of their own. */
describe("every scenario", function () {
  this.timeout(600_000);
  let batch: RecordedBatch;
  let reports: Record<string, unknown>[] = [];
  const validate = new Ajv({ allErrors: true, strict: false }).compile(
    JSON.parse(readFileSync(SCHEMA, "utf8")),
  );

  before(async () => {
    batch = await recordedBatch();
    reports = JSON.parse(batch.ended.stdout);
  });

  it("runs in one batch, which ends with the exit code 0 and says on stderr only what it skipped", () => {
    const { code, stderr } = batch.ended;
    const lines = skipped.map((line) => `${line}\n`).join("");
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: lines });
    expect(reports.map(({ scenario }) => scenario)).to.deep.equal(SCENARIOS.map(({ id }) => id));
  });

  it("leaves nothing in the directory but the runs, their overview and the comparisons with their controls", () => {
    const expected = [...SCENARIOS.map(({ id }) => id), "compare", "index.html", "index.json"];
    expect(readdirSync(batch.out).toSorted()).to.deep.equal(expected.toSorted());
  });

  for (const { id, expect: wanted, calls } of SCENARIOS) {
    describe(id, () => {
      const directory = () => join(batch.out, id);
      const report = () => reports.find(({ scenario }) => scenario === id) ?? expect.fail("it was not run");

      it("is as its author expected", () => {
        const { result, checks } = report();
        expect(checks).to.be.an("array").that.is.not.empty;
        const failed = Array.isArray(checks) ? checks.filter(({ ok }) => ok === false) : [];
        expect({ result, failed }).to.deep.equal({ result: "as-expected", failed: [] });
        expect(report()).to.have.nested.property("evidence.comparison.value", wanted.comparison);
        expect(report()).to.have.nested.property("evidence.altered.value", wanted.altered);
      });

      it("answers its question as its evidence does when it is as expected", () => {
        expect(report()).to.have.nested.property("answer.verdict", EXPECTED_VERDICTS[id]);
        expect(report()).not.to.have.property("outcome", "unknown");
      });

      it("leaves a whole run directory, whose report is valid by its schema", () => {
        expect(readdirSync(directory()).toSorted()).to.include.members(FILES);
        const written: unknown = JSON.parse(readFileSync(join(directory(), "report.json"), "utf8"));
        expect(written).to.deep.equal(report());
        expect(validate(written), JSON.stringify(validate.errors?.slice(0, 3))).to.equal(true);
        // Where no handshake came to its end, the key log has no line.
        for (const file of FILES.filter((name) => name !== "sslkeys.log"))
          expect(readFileSync(join(directory(), file)).length, file).to.be.greaterThan(0);
      });

      it("made as many calls as its script has, with the attack that it names or none", () => {
        const started =
          readFileSync(join(directory(), "trace.jsonl"), "utf8").match(/"kind":"call-started".*/g) ?? [];
        expect(started).to.have.length(calls.length);
        for (const [index, { attack }] of calls.entries()) {
          expect(started[index]?.includes('"attacker"')).to.equal(attack !== undefined);
        }
      });

      it("is judged the same again from its files", () => {
        let findings: readonly string[] = [];
        try {
          findings = verify(directory()).findings;
        } catch (error) {
          findings = [unusable(error) ?? String(error)];
        }
        expect(findings).to.deep.equal([]);
      });
    });
  }

  it("has a schema that refuses what is no report", () => {
    expect(existsSync(SCHEMA)).to.equal(true);
    for (const change of [{ result: "fine" }, { schema: 2 }, { checks: [{}] }, { evidence: undefined }]) {
      expect(
        validate(JSON.parse(JSON.stringify({ ...reports[0], ...change }))),
        JSON.stringify(change),
      ).to.equal(false);
    }
  });
});
