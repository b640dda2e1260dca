import type { Case } from "../../run/case.ts";
import { type EventOf, eventsOf } from "../../trace/events.ts";
import { PEERS } from "../../trace/parties.ts";
import type { Evidence } from "../contract.ts";

/**
 * Was content changed in flight? Every message that a peer received is held, by hash, against what the other
 * peer sent on that channel. A message that never arrived was lost, not altered.
 */
export function altered({ trace }: Case): Evidence["altered"] {
  const sent = eventsOf(trace, "message-sent");
  const received = eventsOf(trace, "message-received");
  if (sent.length === 0 && received.length === 0)
    return { value: "no", basis: [], because: "no content was ever sent" };
  if (received.length === 0)
    return {
      value: "unknown",
      basis: [],
      because: "nothing that was sent arrived, so nothing can be compared",
    };
  const foreign = PEERS.flatMap((peer) => {
    const fromOther = sent.filter(({ actor }) => actor !== peer).map(identity);
    const unmatched = new Map<string, number>();
    for (const key of fromOther) unmatched.set(key, (unmatched.get(key) ?? 0) + 1);
    return received
      .filter(({ actor }) => actor === peer)
      .filter((message) => {
        const left = unmatched.get(identity(message)) ?? 0;
        unmatched.set(identity(message), left - 1);
        return left <= 0;
      });
  });
  if (foreign.length > 0) {
    return {
      value: "yes",
      basis: foreign.map(({ seq }) => seq),
      because: `${foreign.length} of ${received.length} messages arrived as nobody sent them`,
    };
  }
  const basis = received.slice(0, 10).map(({ seq }) => seq);
  return {
    value: "no",
    basis,
    because: `all ${received.length} messages that arrived have the hash that their sender reported`,
  };
}

function identity({ channel, type, sha256 }: EventOf<"message-sent"> | EventOf<"message-received">): string {
  return `${channel} ${type} ${sha256}`;
}
