import { type Case, eventsBy } from "../../run/case.ts";
import type { PeerName } from "../../trace/parties.ts";
import type { Evidence } from "../contract.ts";

/** How the peer's last attempt to connect ended. A peer that never said is pending. */
export function link({ trace }: Case, peer: PeerName): Evidence["link"]["alice"] {
  const end = eventsBy(trace, peer, "link").at(-1);
  if (!end)
    return { value: "pending", basis: [], because: `${peer} reported no end of its attempt to connect` };
  return { value: end.state, basis: [end.seq], because: `${peer} reported the state ${end.state}` };
}
