import { expect } from "chai";
import { storyOf } from "../../../src/report/model/narrate.ts";
import { changedPage, realPage } from "../pages.ts";

async function told(scenario: string): Promise<string[]> {
  return storyOf((await realPage(scenario)).run.moments).map(({ sentence }) => sentence);
}

describe("the story in words", () => {
  it("tells which fingerprint the attacking server put in place of whose, and that an honest one passed it on", async () => {
    const attacked = (await told("mitm")).join("\n");
    expect(attacked).to.match(
      /The server changes Alice’s offer on its way to Bob: it puts the fingerprint \S+ \(the attacker’s, for its leg towards Bob\) in place of the fingerprint \S+ \(Alice’s\)/,
    );
    expect(attacked).to.contain("which is not what Alice sent").and.not.to.contain("unchanged");
    const honest = (await told("honest")).join("\n");
    expect(honest).to.contain("The server passes Alice’s offer on to Bob, unchanged.");
    expect(honest).not.to.contain("in place of").and.not.to.contain("which is not what");
  });

  it("tells of a candidate only where the server sent another", async () => {
    expect((await told("mitm")).filter((text) => text.includes("candidate")).length).to.equal(2);
    expect((await told("honest")).filter((text) => text.includes("candidate"))).to.deep.equal([]);
  });

  it("says whose certificate DTLS delivered, also in a call that failed, and why it failed", async () => {
    const failed = (await told("on-path")).join("\n");
    expect(failed).to.match(/DTLS delivered a certificate to Alice: \S+ \(the attacker’s/);
    expect(failed).to.contain("Alice’s connection failed: the remote certificate's fingerprint");
    const honest = (await told("honest")).join("\n");
    expect(honest).to.match(/DTLS delivered a certificate to Alice: \S+ \(Bob’s\)/);
    expect(honest).not.to.contain("connection failed");
  });

  it("says of a sealed message that it was written down, not that it was read", async () => {
    const sealed = (await told("sealed-messages")).join("\n");
    expect(sealed).to.contain("The server writes down 118 bytes that Alice sealed.");
    expect(sealed).not.to.contain("The server reads");
    expect((await told("mitm")).join("\n")).to.contain("The server reads what Alice says");
  });

  it("is in order of time, whatever the order of the lines", async () => {
    const page = await changedPage("honest", (event) => [event]);
    const times = storyOf(page.run.moments.toReversed()).map(({ moment }) => moment.event.at);
    expect(times).to.deep.equal(times.toSorted((a, b) => a - b));
  });
});
