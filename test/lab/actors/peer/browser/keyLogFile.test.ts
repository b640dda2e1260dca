import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { expect } from "chai";
import { KeyLogFile } from "../../../../../lab/actors/peer/browser/keyLogFile.ts";

const random = (digit: string) => digit.repeat(64);
const secret = "0123456789abcdef".repeat(4);
const line = (label: string, of: string) => `${label} ${random(of)} ${secret}\n`;

describe("the key log of a browser", () => {
  it("gives the newest connection whose handshake has written all, each once", async () => {
    const log = new KeyLogFile();
    writeFileSync(
      log.path,
      line("CLIENT_HANDSHAKE_TRAFFIC_SECRET", "a") +
        line("SERVER_TRAFFIC_SECRET_0", "a") +
        line("CLIENT_HANDSHAKE_TRAFFIC_SECRET", "b"),
    );
    const first = await log.newest(1000);
    expect(first?.clientRandom).to.equal(random("a"));
    expect(first?.entries.map(({ label }) => label)).to.deep.equal([
      "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
      "SERVER_TRAFFIC_SECRET_0",
    ]);
    expect(await log.newest(0)).to.equal(undefined);
    appendFileSync(log.path, line("SERVER_TRAFFIC_SECRET_0", "b"));
    expect((await log.newest(1000))?.clientRandom).to.equal(random("b"));
  });

  it("passes over lines that are cut, malformed or of another kind", async () => {
    const log = new KeyLogFile();
    writeFileSync(
      log.path,
      `# comment\nCLIENT_RANDOM zz ${secret}\nOTHER ${random("c")} ${secret}\n${line("CLIENT_RANDOM", "d").trimEnd()}`,
    );
    expect(await log.newest(0)).to.equal(undefined);
    appendFileSync(log.path, "\n");
    expect((await log.newest(0))?.entries).to.deep.equal([{ label: "CLIENT_RANDOM", value: secret }]);
  });

  it("has nothing where the browser wrote nothing", async () => {
    const log = new KeyLogFile();
    expect(existsSync(log.path)).to.equal(false);
    expect(await log.newest(0)).to.equal(undefined);
  });
});
