import { bothWays, connect, type Feature } from "./feature.ts";

export const textAndBinary: Feature = {
  id: "text-and-binary",
  title: "text and binary, both ways",
  needs: {},
  deadlineMs: 30_000,
  async perform(call) {
    await connect(call);
    await bothWays(call, "chat", "first");
  },
};
