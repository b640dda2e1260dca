import type { Case } from "../../run/case.ts";
import { eventsOf } from "../../trace/events.ts";
import { PEERS } from "../../trace/parties.ts";
import type { Evidence } from "../contract.ts";

/** The alarms that the peers raised, and whether each came before its peer had sent any content. */
export function alarms({ trace }: Case): Evidence["alarms"] {
  return eventsOf(trace, "alarm").flatMap(({ actor, code, seq }) => {
    const by = PEERS.find((peer) => peer === actor);
    if (!by) return [];
    const beforeContent = !eventsOf(trace, "message-sent").some((sent) => sent.seq < seq);
    return [{ by, code, seq, beforeContent }];
  });
}
