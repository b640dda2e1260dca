import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { SecondOpinion } from "../../../lab/instruments/tshark.ts";
import { temporaryDirectory } from "../temporaryDirectory.ts";
import { withPath } from "./withPath.ts";

const NOTHING = { capture: new Uint8Array(), keyLog: "", canaries: [] };

describe("the second opinion", () => {
  it("is reported as missing where tshark is not installed", async () => {
    const opinion = await withPath(
      temporaryDirectory(),
      () => new SecondOpinion(join(temporaryDirectory(), "own"), 1),
    );
    expect(await opinion.read(NOTHING, 1000)).to.deep.equal({
      kind: "instrument-missing",
      instrument: "second-opinion",
      because: "tshark is not installed",
    });
  });

  it("is reported as missing when tshark fails, without its own words", async () => {
    const opinion = await withFake("echo secret-word >&2; exit 7");
    const fact = await opinion.read(NOTHING, 5000);
    opinion.stop();
    expect(fact).to.deep.include({ kind: "instrument-missing", because: "tshark failed (exit code 7)" });
  });

  it("is reported as missing when tshark does not finish in time, and tshark is ended", async () => {
    const opinion = await withFake("exec sleep 60");
    const fact = await opinion.read(NOTHING, 100);
    opinion.stop();
    expect(fact).to.deep.include({
      kind: "instrument-missing",
      because: "tshark did not finish within 0.1 s",
    });
  });

  it("leaves no file behind", async () => {
    const folder = join(temporaryDirectory(), "own");
    const opinion = await withFake("cat >/dev/null", folder);
    await opinion.read({ ...NOTHING, keyLog: "" }, 5000);
    expect(existsSync(folder)).to.equal(true);
    opinion.stop();
    expect(existsSync(folder)).to.equal(false);
  });
});

/** A tshark that does this instead. */
function withFake(script: string, folder = join(temporaryDirectory(), "own")): Promise<SecondOpinion> {
  const bin = join(temporaryDirectory(), "bin");
  mkdirSync(bin);
  writeFileSync(join(bin, "tshark"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return withPath([bin, process.env.PATH].join(delimiter), () => new SecondOpinion(folder, 1));
}
