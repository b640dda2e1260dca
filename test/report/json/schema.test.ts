import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toJsonSchema } from "@valibot/to-json-schema";
import Ajv from "ajv";
import { expect } from "chai";
import { failedReport } from "../../../src/report/model/build.ts";
import { reportSchema } from "../../../src/report/model/report.ts";
import { recordedRun } from "../../lab/recordedRun.ts";
import { reportOf, scenarioOf } from "../reports.ts";

const FILE = "src/report/json/report.schema.json";

describe("report.schema.json", () => {
  // The guard of a check's id adds its type; the pattern beside it says the same to a reader of the schema.
  const current: object = JSON.parse(
    JSON.stringify(toJsonSchema(reportSchema, { ignoreActions: ["guard"] })),
  );
  // After a change of the contract: WRITE_REPORT_SCHEMA=1 npm test, then npm run format.
  if (process.env.WRITE_REPORT_SCHEMA) writeFileSync(FILE, JSON.stringify(current));
  const schema: object = JSON.parse(readFileSync(FILE, "utf8"));

  it("is what the report's own schema leads to", () => {
    expect(schema).to.deep.equal(current);
  });

  for (const scenario of ["honest", "mitm"]) {
    it(`accepts the report of a real run of ${scenario}`, async () => {
      const { directory } = await recordedRun(scenario);
      const report: unknown = JSON.parse(readFileSync(join(directory, "report.json"), "utf8"));
      const validate = new Ajv({ allErrors: true, strictTuples: false }).compile(schema);
      expect(validate(report), JSON.stringify(validate.errors)).to.equal(true);
    });
  }

  it("accepts the report of a run that the lab failed to finish, which has no evidence", () => {
    const { evidence, checks, claims, ...rest } = reportOf(scenarioOf({ id: "x" }));
    const failed = failedReport(scenarioOf({ id: "x" }), { ...rest, failure: { code: "c", message: "m" } });
    const validate = new Ajv({ allErrors: true, strictTuples: false }).compile(schema);
    expect(validate(failed), JSON.stringify(validate.errors)).to.equal(true);
    expect(validate({ ...rest, checks, claims }), "a judged report without evidence").to.equal(false);
    expect(validate({ ...rest, checks, claims, evidence }), "with it").to.equal(true);
  });

  it("refuses a report without a check's outcome, and one with a result that does not exist", async () => {
    const { directory } = await recordedRun("honest");
    const report = JSON.parse(readFileSync(join(directory, "report.json"), "utf8"));
    const validate = new Ajv({ strictTuples: false }).compile(schema);
    expect(validate({ ...report, result: "fine" })).to.equal(false);
    expect(validate({ ...report, checks: [{ id: "x" }] })).to.equal(false);
  });
});
