import { connect, type Feature } from "./feature.ts";

const BLOCK = 16 << 10;
const COUNT = (10 << 20) / BLOCK;

export const bulk: Feature = {
  id: "bulk",
  title: "10 MiB each way",
  needs: {},
  deadlineMs: 120_000,
  async perform(call) {
    await connect(call);
    await Promise.all(
      (["alice", "bob"] as const).map((from) =>
        call.send(from, {
          label: "chat",
          type: "binary",
          seed: `bulk of ${from}`,
          bytes: BLOCK,
          count: COUNT,
        }),
      ),
    );
    await call.untilAllArrived(60_000);
  },
};
