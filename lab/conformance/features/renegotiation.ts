import { BOTH, bothWays, connect, type Feature } from "./feature.ts";

/** A second offer and answer from each side: the DTLS association goes on (RFC 8842 §5.1). */
export const renegotiation: Feature = {
  id: "renegotiation",
  title: "renegotiation from each side",
  needs: BOTH("renegotiation"),
  deadlineMs: 45_000,
  async perform(call) {
    await connect(call);
    await bothWays(call, "chat", "before");
    for (const by of ["alice", "bob"] as const) {
      await call.offer(by);
      await bothWays(call, "chat", `after the offer of ${by}`);
    }
  },
};
