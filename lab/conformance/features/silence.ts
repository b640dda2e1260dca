import { setTimeout as sleep } from "node:timers/promises";
import { bothWays, connect, type Feature } from "./feature.ts";

const SILENCE_MS = 40_000;

/** Longer than ICE's consent lasts (30 s, RFC 7675 §5.1): the legs must keep answering. */
export const silence: Feature = {
  id: "silence",
  title: "40 s of silence",
  needs: {},
  long: true,
  deadlineMs: 90_000,
  async perform(call) {
    await connect(call);
    await bothWays(call, "chat", "before");
    await sleep(SILENCE_MS); // the passing of time is the feature
    await bothWays(call, "chat", "after");
  },
};
