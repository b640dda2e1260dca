import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { readMatrix } from "../../../lab/files/matrix.ts";
import { verify } from "../../../lab/files/verify.ts";
import { MATRIX } from "../../../scenarios/matrix/index.ts";
import { Conductor } from "../conductor.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";

describe("the matrix on the command line", function () {
  this.timeout(120_000);

  it("keeps what is finished when it is interrupted, shows it, and goes on from there", async () => {
    const out = temporaryDirectory();
    const words = ["scenario", "all", "--matrix", "--out", out];
    const first = new Conductor(words);
    await first.says(/ 1\/216 {2}no-attack-/);
    first.process.kill("SIGINT");
    expect((await first.ended).code).to.equal(130);

    const finished = readdirSync(join(out, "matrix")).filter((name) =>
      existsSync(join(out, "matrix", name, "report.json")),
    );
    expect(finished).not.to.be.empty.and.not.to.have.lengthOf(MATRIX.length);
    expect(readMatrix(out)?.cells.map(({ run }) => run)).to.have.members(finished);
    expect(existsSync(join(out, "index.html"))).to.equal(true);
    for (const name of finished) {
      const { findings, report } = verify(join(out, "matrix", name));
      expect(findings).to.deep.equal([]);
      expect(report).to.include({ result: "observed", outcome: "nothing-attacked" });
    }

    const second = new Conductor(words);
    const [, kept] = await second.says(/^(\d+) cells of this version are in .* and are kept/);
    expect(Number(kept)).to.equal(finished.length);
    await second.says(new RegExp(`${MATRIX.length - finished.length} cells to play`));
    second.process.kill("SIGINT");
    expect((await second.ended).code).to.equal(130);
  });
});
