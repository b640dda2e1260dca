import { ConformanceError } from "../conformanceError.ts";
import { BOTH, connect, type Feature } from "./feature.ts";

const COUNT = 20;

/** Unordered, and sent once each (RFC 3758): on this machine nearly all arrive. */
export const unreliable: Feature = {
  id: "unreliable",
  title: "unordered, no retransmission",
  needs: BOTH("partial-reliability"),
  deadlineMs: 30_000,
  mayLose: true,
  async perform(call) {
    const label = "lossy";
    await call.channel("alice", label, { ordered: false, maxRetransmits: 0 });
    await connect(call);
    await call.untilOpen(label);
    for (const from of ["alice", "bob"] as const)
      await call.send(from, { label, seed: `lossy of ${from}`, count: COUNT, bytes: 100 });
    // On the reliable channel, sent later: what is still missing then is lost.
    for (const from of ["alice", "bob"] as const)
      await call.send(from, { label: "chat", seed: `end of ${from}` });
    await call.untilAllArrived(1500).catch(() => undefined);
    for (const to of ["alice", "bob"] as const) {
      const arrived = call.received(to, label).length;
      if (arrived < COUNT / 2)
        throw new ConformanceError(
          "content",
          `${call.peers[to].name} received ${arrived} of ${COUNT} messages`,
        );
    }
  },
};
