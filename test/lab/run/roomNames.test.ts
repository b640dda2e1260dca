import { expect } from "chai";
import { eventsOf } from "../../../src/trace/events.ts";
import { recordedTrace } from "../recordedTrace.ts";

describe("the rooms of a run", function () {
  this.timeout(60_000);

  it("have names that no other call shares, of this run or of another: what is signed for one fits no other", async () => {
    const rooms: string[] = [];
    for (const scenario of ["honest-defended", "honest"]) {
      const calls = eventsOf(await recordedTrace(scenario), "call-started");
      for (const { call, room } of calls) expect(room).to.match(new RegExp(`^call-${call}-[0-9a-f]{16}$`));
      rooms.push(...calls.map(({ room }) => room.replace(/^call-\d+-/, "")));
    }
    expect(rooms).to.have.length(3);
    expect(new Set(rooms).size).to.equal(rooms.length);
  });
});
