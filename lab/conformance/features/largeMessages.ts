import type { Call } from "../call.ts";
import { connect, type Feature } from "./feature.ts";

/** More takes long, and proves nothing else. */
const MOST = 256 << 10;
/** RFC 8841 §6.1: what an end takes that does not say. */
const UNSAID = 64 << 10;

export const largeMessages: Feature = {
  id: "large-messages",
  title: "messages as large as both ends take",
  needs: {},
  deadlineMs: 60_000,
  async perform(call) {
    await connect(call);
    const bytes = Math.min(maxMessageSize(call, "alice"), maxMessageSize(call, "bob"), MOST);
    for (const from of ["alice", "bob"] as const) {
      for (const type of ["text", "binary"] as const)
        await call.send(from, { label: "chat", type, seed: `large of ${from}`, bytes });
    }
    await call.untilAllArrived(30_000);
  },
};

/** As the peer's own description says. Zero means any size. */
function maxMessageSize(call: Call, peer: "alice" | "bob"): number {
  const sdp = call.peers[peer].seen.findLast(
    (event) => event.event === "signal" && event.signal.type !== "candidate",
  );
  if (sdp?.event !== "signal" || sdp.signal.type === "candidate") return UNSAID;
  const said = /^a=max-message-size:(\d+)/m.exec(sdp.signal.sdp)?.[1];
  if (said === undefined) return UNSAID;
  return Number(said) === 0 ? MOST : Number(said);
}
