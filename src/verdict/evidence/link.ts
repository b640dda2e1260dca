import type { Evidence } from "../../contract/evidence.ts";
import type { Run } from "../../run/run.ts";
import { LINK_FAILURE_WORDS } from "../../trace/linkFailure.ts";
import { ACTOR_NAMES, type PeerName } from "../../trace/parties.ts";

/** How the peer's attempt to connect ended in the last call, and why, by its own word. A peer that never said is pending. */
export function link({ calls }: Run, peer: PeerName): Evidence["link"]["alice"] {
  const { state, reason, detail, seq } = calls.at(-1)?.peers[peer].link ?? { state: "pending" };
  if (seq === undefined)
    return {
      value: state,
      basis: [],
      because: `${ACTOR_NAMES[peer]} reported no end of its attempt to connect`,
    };
  const why = reason === undefined ? "" : `: ${LINK_FAILURE_WORDS[reason]}`;
  return {
    value: state,
    basis: [seq],
    because: `${ACTOR_NAMES[peer]} reported ${state}${why}`,
    ...(reason !== undefined && { reason }),
    ...(detail !== undefined && { detail }),
  };
}
