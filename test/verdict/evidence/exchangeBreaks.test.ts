import { expect } from "chai";
import { eventsOf } from "../../../src/trace/events.ts";
import { exchangeBreaks } from "../../../src/verdict/evidence/exchangeBreaks.ts";
import { browserCase } from "../browserCase.ts";
import { playedCase } from "../playedCase.ts";
import { type RecordedCase, recordedCase, runOf, withTrace } from "../recordedCase.ts";

function found(recorded: RecordedCase) {
  const [first] = exchangeBreaks(runOf(recorded));
  return first ?? expect.fail("no key exchange was captured");
}

describe("an elliptic curve that is broken, in simulation", function () {
  this.timeout(60_000);

  it("opens a recording of DTLS 1.3 that rests on x25519 alone, by the private value of either end", () => {
    for (const end of ["client", "server"] as const) {
      const { value, group, hybrid, records, recordsOpened } = found(
        playedCase({}, { told: ({ x25519Private }) => x25519Private[end] }),
      );
      expect({ value, group, hybrid, records, recordsOpened }).to.deep.equal({
        value: "opens",
        group: "x25519",
        hybrid: false,
        records: 1,
        recordsOpened: 1,
      });
    }
  });

  it("does not open the hybrid, by the private value of either end, while the true secrets do", () => {
    for (const end of ["client", "server"] as const) {
      const { value, group, hybrid, recordsOpened } = found(
        playedCase({ hybrid: true }, { told: ({ x25519Private }) => x25519Private[end] }),
      );
      expect({ value, group, hybrid, recordsOpened }).to.deep.equal({
        value: "stays-closed",
        group: "X25519MLKEM768",
        hybrid: true,
        recordsOpened: 0,
      });
    }
  });

  it("says nothing of a hybrid of which nobody knows the true secrets: what opens nothing needs a control", () => {
    const { value, because } = found(playedCase({ hybrid: true }, { secrets: false }));
    expect([value, because]).to.deep.equal([
      "not-tested",
      "no record opened, but none was seen to open with the true secrets either",
    ]);
  });

  it("is not believed with a private value that belongs to no public value of the recording", () => {
    for (const hybrid of [false, true]) {
      const { value, because } = found(playedCase({ hybrid }, { told: () => Buffer.alloc(32, 7) }));
      expect(value).to.equal("not-tested");
      expect(because).to.contain("of neither public value");
    }
  });

  it("is not tested with two browsers: they tell their private values to nobody", () => {
    const { value, because, group, basis } = found(browserCase());
    expect(value).to.equal("not-tested");
    expect(because).to.equal("no end of the connection told its private value in the key exchange");
    expect(group).to.equal("X25519MLKEM768");
    expect(basis).to.match(/packet:/);
  });

  it("opens a call of werift by the private value of either end, and shows what was said", async () => {
    const recorded = await recordedCase("record-now-break-later");
    const shares = eventsOf(recorded.trace, "session-secrets");
    expect(shares.map(({ owner }) => owner).toSorted()).to.deep.equal(["alice", "bob"]);
    for (const { owner, privateShare } of shares) {
      const told = withTrace(recorded, (event) =>
        event.kind === "key-exchange-broken" ? { ...event, owner, ...privateShare } : event,
      );
      const { value, records, recordsOpened, canaries } = found(told);
      expect(value, owner).to.equal("opens");
      expect(recordsOpened).to.equal(records);
      expect(canaries).to.deep.equal(["account", "answer"]);
    }
  });
});
