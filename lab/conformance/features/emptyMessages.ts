import { connect, type Feature } from "./feature.ts";

/** SCTP carries no empty message: one byte stands for it, under a PPID of its own (RFC 8831 §6.6). */
export const emptyMessages: Feature = {
  id: "empty-messages",
  title: "empty messages",
  needs: {},
  deadlineMs: 30_000,
  async perform(call) {
    await connect(call);
    for (const from of ["alice", "bob"] as const) {
      for (const type of ["text", "binary"] as const)
        await call.send(from, { label: "chat", type, seed: "empty", bytes: 0 });
      await call.send(from, { label: "chat", seed: `after the empty ones of ${from}` });
    }
    await call.untilAllArrived();
  },
};
