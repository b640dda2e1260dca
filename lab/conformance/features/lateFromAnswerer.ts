import { bothWays, connect, type Feature } from "./feature.ts";

export const lateFromAnswerer: Feature = {
  id: "late-from-answerer",
  title: "a channel that the answerer opens later",
  needs: {},
  deadlineMs: 30_000,
  async perform(call) {
    await connect(call);
    await bothWays(call, "chat", "before");
    await call.channel("bob", "late");
    await call.untilOpen("late");
    await bothWays(call, "late", "after");
  },
};
