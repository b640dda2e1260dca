import { expect } from "chai";
import { eventsOf } from "../../../src/trace/events.ts";
import { recordedTrace } from "../recordedTrace.ts";

describe("an attacker on the way to the signalling server", function () {
  this.timeout(60_000);

  it("changes plain signals so that the server takes every one, and both legs' candidates arrive", async () => {
    const trace = await recordedTrace("plain-ws-path");
    expect(eventsOf(trace, "signal-refused")).to.deep.equal([]);
    const legPorts = eventsOf(trace, "port-opened")
      .filter(({ owner }) => owner.endsWith("-leg"))
      .map(({ port }) => port);
    const heard = eventsOf(trace, "candidate-received").map(({ candidate }) =>
      Number(candidate.split(" ")[5]),
    );
    expect(heard.toSorted()).to.deep.equal(legPorts.toSorted());
  });

  it("keeps what the peers sent from the server's log", async () => {
    const trace = await recordedTrace("plain-ws-path");
    const sent = eventsOf(trace, "description-sent").map(({ sdp }) => JSON.stringify(sdp));
    expect(sent).to.have.length(2);
    const log = eventsOf(trace, "signal-received").map(({ raw }) => raw);
    for (const sdp of sent) expect(log.some((raw) => raw.includes(sdp))).to.equal(false);
  });

  it("passes TLS on without a word, and opens no connection of its own to the server", async () => {
    const trace = await recordedTrace("wss-path");
    expect(eventsOf(trace, "signalling-diverted").map(({ readable }) => readable)).to.deep.equal([
      false,
      false,
    ]);
    expect(eventsOf(trace, "signal-refused")).to.deep.equal([]);
    expect(eventsOf(trace, "message-read")).to.deep.equal([]);
  });
});
