import { expect } from "chai";
import { factSchema } from "../../src/trace/events.ts";
import { ACTORS } from "../../src/trace/parties.ts";
import { mayReport, REPORTERS } from "../../src/trace/reporters.ts";

describe("who may report what", () => {
  it("is said of every kind of fact, and of no other", () => {
    const kinds = factSchema.options.map((option) => option.entries.kind.literal);
    expect(Object.keys(REPORTERS).toSorted()).to.eql([...kinds].toSorted());
    for (const [kind, actors] of Object.entries(REPORTERS)) {
      expect(ACTORS, kind).to.include.members([...actors]);
      expect(actors, kind).not.to.eql([]);
    }
  });

  it("keeps each party to what it can know", () => {
    expect(mayReport("alice", "link")).to.equal(true);
    for (const actor of ["server", "network", "conductor"] as const)
      expect(mayReport(actor, "link"), actor).to.equal(false);
    for (const actor of ["alice", "bob", "conductor"] as const)
      expect(mayReport(actor, "message-read"), actor).to.equal(false);
    expect(mayReport("network", "message-read"), "an attacker on the path reads too").to.equal(true);
    for (const actor of ACTORS)
      expect(mayReport(actor, "memory-searched"), actor).to.equal(actor === "conductor");
  });
});
