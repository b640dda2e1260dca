import { expect } from "chai";
import { listingOf, shownOf } from "../../../src/report/model/listing.ts";
import { changedPage, multiplied, realPage } from "../pages.ts";

describe("listingOf", () => {
  it("lists a short run whole", async () => {
    const page = await realPage("honest");
    const { events, packets } = listingOf(page, []);
    expect(events.size).to.equal(page.run.moments.length);
    expect(packets.size).to.equal(page.run.recording.datagrams.length);
  });

  it("keeps of a long run the beginning, the end and what it is told that somebody cites", async () => {
    const page = await changedPage("mitm", multiplied(3000));
    const last = page.run.moments.length;
    const { events } = listingOf(page, [5000, last + 1]);
    expect(events.size).to.be.lessThan(800);
    for (const seq of [1, 300, 5000, last]) expect(events.has(seq), `${seq}`).to.equal(true);
    expect(events.has(5001)).to.equal(false);
    expect(events.has(last + 1), "a line that is not there").to.equal(false);
  });

  it("keeps every line that is shown as what a check rests on", async () => {
    const page = await changedPage("mitm", multiplied(3000));
    const cited = page.report.checks.flatMap(({ basis }) =>
      shownOf(basis).filter((item) => typeof item === "number"),
    );
    const { events } = listingOf(page, []);
    expect(cited.length).to.be.greaterThan(10);
    expect(cited.filter((seq) => !events.has(seq))).to.deep.equal([]);
  });
});
