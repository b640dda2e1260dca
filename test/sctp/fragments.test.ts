import { expect } from "chai";
import { Fragments } from "../../src/sctp/fragments.ts";
import { bytesOf, data } from "./packets.ts";

const begin = (tsn: number) => data({ tsn, ending: false, payload: bytesOf("b") });
const middle = (tsn: number) => data({ tsn, beginning: false, ending: false, payload: bytesOf("m") });
const end = (tsn: number) => data({ tsn, beginning: false, payload: bytesOf("e") });

describe("fragments that wait for their message", () => {
  it("become a message when the last gap is filled", () => {
    const fragments = new Fragments();
    for (const chunk of [end(4), begin(1), middle(3)]) expect(fragments.add(chunk)).to.equal(undefined);
    const message = fragments.add(middle(2));
    expect(message?.content).to.deep.equal(bytesOf("bmme"));
    expect([message?.first.tsn, message?.lastTsn]).to.deep.equal([1, 4]);
  });

  it("are not counted any more once they have left", () => {
    const fragments = new Fragments();
    fragments.add(begin(1));
    expect(fragments.heldBytes).to.be.greaterThan(1);
    fragments.add(end(2));
    fragments.add(begin(5));
    fragments.dropOldest();
    fragments.add(middle(8));
    fragments.dropUpTo(8);
    expect(fragments.heldBytes).to.equal(0);
    expect(fragments.dropOldest()).to.equal(undefined);
  });

  it("are taken once for each TSN", () => {
    const fragments = new Fragments();
    fragments.add(begin(1));
    const held = fragments.heldBytes;
    expect(fragments.add(end(1))).to.equal(undefined);
    expect(fragments.heldBytes).to.equal(held);
  });

  it("end at an end and begin at a beginning, even if a sender breaks the rules", () => {
    const afterEnd = new Fragments();
    for (const chunk of [end(2), middle(3)]) afterEnd.add(chunk);
    expect(afterEnd.add(begin(1))?.lastTsn).to.equal(2);
    const twoBeginnings = new Fragments();
    for (const chunk of [begin(1), begin(2)]) twoBeginnings.add(chunk);
    expect(twoBeginnings.add(end(3))?.first.tsn).to.equal(2);
  });

  for (const [title, other] of [
    ["another stream", { streamId: 3 }],
    ["another stream sequence number", { streamSequenceNumber: 1 }],
    ["another kind of order", { unordered: true }],
  ] as const) {
    it(`are not joined with ${title}`, () => {
      const fragments = new Fragments();
      fragments.add(begin(1));
      expect(fragments.add({ ...end(2), ...other })).to.equal(undefined);
    });
  }

  it("are dropped up to a TSN, that one included, and not beyond", () => {
    const fragments = new Fragments();
    for (const chunk of [begin(1), middle(2), begin(5)]) fragments.add(chunk);
    expect(fragments.dropUpTo(1)).to.deep.equal([]);
    expect(fragments.dropUpTo(2)).to.deep.equal([{ streamId: 1, firstTsn: 1, lastTsn: 2 }]);
    expect(fragments.add(end(6))?.first.tsn).to.equal(5);
  });
});
