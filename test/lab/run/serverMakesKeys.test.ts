import { expect } from "chai";
import { eventsOf, type TraceEvent } from "../../../src/trace/events.ts";
import { counterpartOf, PEERS } from "../../../src/trace/parties.ts";
import { recordedTrace } from "../recordedTrace.ts";

describe("a run in which the server makes the keys", function () {
  this.timeout(60_000);

  const madeBy = (trace: readonly TraceEvent[]) =>
    eventsOf(trace, "key-made").map(({ actor, owner, pid }) => ({ actor, owner, pid }));
  const certificateOf = (trace: readonly TraceEvent[], peer: string) =>
    eventsOf(trace, "key-made").find(({ owner }) => owner === peer)?.certificate;

  for (const scenario of ["server-makes-keys", "server-makes-keys-mitm"]) {
    it(`${scenario}: no peer makes one; each receives its own over the signalling, before anything else`, async () => {
      const trace = await recordedTrace(scenario);
      const server = eventsOf(trace, "actor-started").find(({ name }) => name === "server");
      expect(madeBy(trace)).to.have.deep.members(
        PEERS.map((owner) => ({ actor: "server", owner, pid: server?.pid })),
      );
      for (const peer of PEERS) {
        const certificate = certificateOf(trace, peer);
        expect(eventsOf(trace, "key-received").filter(({ actor }) => actor === peer)).to.have.length(1);
        expect(eventsOf(trace, "key-received").find(({ actor }) => actor === peer)).to.include({
          owner: peer,
          from: "server",
          certificate,
        });
        const holders = eventsOf(trace, "private-key").filter(({ owner }) => owner === peer);
        expect(holders.map(({ actor }) => actor)).to.have.members(["server", peer]);
        expect(new Set(holders.map(({ pkcs8 }) => pkcs8)).size, "the same key").to.equal(1);
        const [first] = eventsOf(trace, "signal-sent").filter(({ to }) => to === peer);
        expect(JSON.parse(first?.raw ?? "null")).to.deep.equal({
          type: "credentials",
          certificate,
          privateKey: holders[0]?.pkcs8,
        });
      }
    });

    it(`${scenario}: DTLS delivers the genuine certificates, possession is proven, and nobody raises an alarm`, async () => {
      const trace = await recordedTrace(scenario);
      for (const peer of PEERS) {
        const [delivered] = eventsOf(trace, "certificate-delivered").filter(({ owner }) => owner === peer);
        expect(delivered?.certificate).to.equal(certificateOf(trace, counterpartOf(peer)));
      }
      expect(eventsOf(trace, "possession-checked").map(({ result }) => result)).to.eql(["proven", "proven"]);
      expect(eventsOf(trace, "compared").map(({ equal }) => equal)).to.eql([true, true]);
      expect(eventsOf(trace, "alarm")).to.eql([]);
    });
  }

  it("lets a server in the middle read everything with them, and an honest one nothing", async () => {
    const [honest, attacked] = [
      await recordedTrace("server-makes-keys"),
      await recordedTrace("server-makes-keys-mitm"),
    ];
    expect(eventsOf(honest, "message-sent")).to.have.length(2);
    expect(eventsOf(honest, "message-read")).to.eql([]);
    const sent = eventsOf(attacked, "message-sent").map(({ sha256 }) => sha256);
    expect(sent).to.have.length(1);
    expect(eventsOf(attacked, "message-read").map(({ sha256 }) => sha256)).to.eql(sent);
  });

  it("leaves both keys in the server's memory and in each owner's, and in nobody else's", async function () {
    const trace = await recordedTrace("server-makes-keys", "all");
    const searches = eventsOf(trace, "memory-searched");
    if (searches.length === 0) this.skip(); // reason: this system shows no process's memory
    for (const { subject, hits } of searches) {
      const found = (peer: string) =>
        hits.some(({ secret, count }) => secret.startsWith(`${peer} certificate key`) && count > 0);
      expect({ subject, alice: found("alice"), bob: found("bob") }).to.eql({
        subject,
        alice: subject === "alice" || subject === "server",
        bob: subject === "bob" || subject === "server",
      });
    }
  });
});
