import { bothWays, connect, type Feature } from "./feature.ts";

/** New ICE credentials and candidates for the same DTLS association (RFC 8839 §4.4.1.1.1). */
export const iceRestart: Feature = {
  id: "ice-restart",
  title: "ICE restart",
  needs: { alice: ["ice-restart"] },
  deadlineMs: 45_000,
  async perform(call) {
    await connect(call);
    await bothWays(call, "chat", "before");
    await call.offer("alice", { restartIce: true });
    await bothWays(call, "chat", "after");
  },
};
