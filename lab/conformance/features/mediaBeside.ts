import { BOTH, bothWays, connect, type Feature } from "./feature.ts";

/** Audio beside the data channel, in one transport (BUNDLE). The interceptor carries no media, and must say that it came. */
export const mediaBeside: Feature = {
  id: "media",
  title: "audio beside the data channel",
  needs: BOTH("media"),
  settings: { media: true },
  deadlineMs: 45_000,
  async perform(call) {
    await connect(call);
    await bothWays(call, "chat", "beside media");
    if (call.path === "direct") await call.untilMedia();
  },
};
