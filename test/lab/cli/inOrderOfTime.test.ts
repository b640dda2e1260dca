import { setTimeout as wait } from "node:timers/promises";
import { expect } from "chai";
import { InOrderOfTime } from "../../../lab/cli/inOrderOfTime.ts";
import type { TraceEvent } from "../../../src/trace/events.ts";

const event = (at: number): TraceEvent => ({
  seq: 1,
  at,
  actor: "alice",
  kind: "channel-open",
  channel: "chat",
});

describe("InOrderOfTime", () => {
  const told: number[] = [];
  beforeEach(() => told.splice(0));
  const teller = (delayMs: number) => new InOrderOfTime(({ at }) => told.push(at), delayMs);

  it("tells what one actor reported before what happened later and arrived first", async () => {
    const story = teller(5);
    for (const at of [4550, 4549, 4551]) story.add(event(at));
    expect(told).to.deep.equal([]);
    await wait(30);
    expect(told).to.deep.equal([4549, 4550, 4551]);
  });

  it("tells everything at the end, without waiting, and nothing twice", async () => {
    const story = teller(5);
    for (const at of [3, 1, 2]) story.add(event(at));
    story.end();
    expect(told).to.deep.equal([1, 2, 3]);
    await wait(30);
    expect(told).to.deep.equal([1, 2, 3]);
  });

  it("keeps nothing back for an event that comes too late: it is told as it comes", async () => {
    const story = teller(1);
    story.add(event(10));
    await wait(20);
    story.add(event(9));
    await wait(20);
    expect(told).to.deep.equal([10, 9]);
  });
});
