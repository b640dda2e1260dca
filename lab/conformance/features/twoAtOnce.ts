import { bothWays, connect, type Feature } from "./feature.ts";

/** Both ends open a channel before they hear of the other's: their stream ids must not collide (RFC 8832 §6). */
export const twoAtOnce: Feature = {
  id: "two-at-once",
  title: "two channels opened from both ends at once",
  needs: {},
  deadlineMs: 30_000,
  async perform(call) {
    await connect(call);
    await Promise.all([call.channel("alice", "of alice"), call.channel("bob", "of bob")]);
    await Promise.all([call.untilOpen("of alice"), call.untilOpen("of bob")]);
    await bothWays(call, "of alice", "one");
    await bothWays(call, "of bob", "two");
  },
};
