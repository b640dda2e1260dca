import { expect } from "chai";
import { mapOf } from "../../../src/report/model/map.ts";
import { describeMap } from "../../../src/report/model/mapWords.ts";
import { screensOf } from "../../../src/report/model/screens.ts";
import { realPage } from "../pages.ts";

async function drawn(scenario: string) {
  const { run, report } = await realPage(scenario);
  const map = mapOf(run, report.evidence);
  if (!map) throw new Error("no call began");
  return { map, words: describeMap(map).join(" "), screens: screensOf(run, report.evidence) };
}

describe("the map of a call", () => {
  it("has one tunnel from peer to peer in an honest call, which nobody else reads", async () => {
    const { map, words, screens } = await drawn("honest");
    expect(map.tunnels).to.deep.equal([{ ends: ["alice", "bob"], state: "established" }]);
    expect(map.sights).to.deep.equal({ server: "nothing", recorder: "nothing", path: undefined });
    expect(map.peers.alice.signals).to.equal("as sent");
    expect(words).to.contain("passes the server by").and.to.contain("ciphertext only");
    expect(screens?.message.read).to.equal(undefined);
    expect(screens?.recorded?.payload.length).to.be.greaterThan(13);
  });

  it("has two tunnels that end at a server that attacks, and a telephone line that tells", async () => {
    const { map, words, screens } = await drawn("mitm");
    expect(map.tunnels.map(({ ends }) => ends)).to.deep.equal([
      ["alice", "alice-leg"],
      ["bob", "bob-leg"],
    ]);
    expect(map.sights.server).to.equal("read");
    expect(map.besideTheCall).to.deep.equal({ result: "different", who: "the peers" });
    expect(map.peers.alice).to.deep.include({ signals: "changed", alarmed: true });
    expect(words).to.contain("Two encrypted connections").and.to.contain("The server read content");
    expect(screens?.message.read?.sha256).to.equal(screens?.sent.sha256);
  });

  it("shows an attacker on the path beside an honest server, and what each peer refused", async () => {
    const { map, screens } = await drawn("on-path");
    expect(map.attacker).to.equal("path");
    expect(map.tunnels.map(({ state }) => state)).to.deep.equal(["refused", "refused"]);
    expect(map.sights).to.deep.equal({ server: "nothing", recorder: "nothing", path: "nothing" });
    expect(map.peers.bob.signals).to.equal("as sent");
    expect(screens).to.equal(undefined);
  });

  it("says who compared where one peer did not", async () => {
    const { map, words } = await drawn("one-side-compares");
    expect(map.besideTheCall).to.deep.equal({ result: "different", who: "only Bob" });
    expect(words).to.contain("Beside the call only Bob compared, and heard something other than");
  });

  it("has the signal on the server's screen in which client code told it what was said, and none otherwise", async () => {
    const { screens, map } = await drawn("page-tells");
    expect(screens?.message.read).to.equal(undefined);
    expect(map.sights.server).to.equal("read");
    expect(screens?.told?.raw).to.contain("the account number is canary-secret-");
    for (const scenario of ["honest", "mitm"])
      expect((await drawn(scenario)).screens?.told, scenario).to.equal(undefined);
  });

  it("has no tunnel where no DTLS was begun", async () => {
    const { map, words } = await drawn("signed-fingerprint-required");
    expect(map.tunnels.every(({ state }) => state === "none")).to.equal(true);
    expect(words).to.contain("No encrypted connection was begun");
  });

  it("says that nobody can tell where the evidence is unknown", async () => {
    const { run, report } = await realPage("honest");
    const disclosed = { ...report.evidence.disclosed, value: "unknown" as const };
    const map = mapOf(run, { ...report.evidence, disclosed });
    expect(map?.sights).to.deep.include({ server: "unknown", recorder: "unknown" });
  });
});
