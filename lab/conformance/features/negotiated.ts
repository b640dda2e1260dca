import { BOTH, bothWays, type Feature } from "./feature.ts";

/** No DATA_CHANNEL_OPEN crosses, so the interceptor cannot know the label: it calls the channel by its stream. */
export const negotiated: Feature = {
  id: "negotiated",
  title: "a negotiated channel",
  needs: BOTH("negotiated-channel"),
  deadlineMs: 30_000,
  async perform(call) {
    const label = "stream 5";
    await call.channel("alice", label, { negotiated: 5 });
    await call.channel("bob", label, { negotiated: 5 });
    await call.offer("alice");
    await call.untilOpen(label);
    await bothWays(call, label, "negotiated");
  },
};
